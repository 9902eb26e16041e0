using Tollgate.Domain.Handles;
using Tollgate.Domain.Workspaces;

namespace Tollgate.Domain.Registration;

/// <summary>Stores initial access tokens (RFC 7591 §3). Each is good for one registration.</summary>
public interface IRegistrationTokenStore
{
    /// <summary>Whether the token is known, unused and not expired. The call does not use it up.</summary>
    ValueTask<bool> KnowsAsync(Workspace workspace, Handle token, CancellationToken cancellationToken);

    /// <summary>
    /// Marks the token as used. Only one of several concurrent calls gets true. Which request used the token is decided by the
    /// write that adds the client.
    /// </summary>
    ValueTask<bool> TryTakeAsync(Workspace workspace, Handle token, CancellationToken cancellationToken);
}
