using Tollgate.Domain.Handles;
using Tollgate.Domain.Workspaces;

namespace Tollgate.Domain.Registration;

/// <summary>Initial access tokens (RFC 7591 §3), each good for one registration.</summary>
public interface IRegistrationTokenStore
{
    /// <summary>Whether the token is good: known here, not used and not expired. Uses nothing up.</summary>
    ValueTask<bool> KnowsAsync(Workspace workspace, Handle token, CancellationToken cancellationToken);

    /// <summary>Marks the token as used: of all that try, one gets true. The client that is added decides who has used it.</summary>
    ValueTask<bool> TryTakeAsync(Workspace workspace, Handle token, CancellationToken cancellationToken);
}
