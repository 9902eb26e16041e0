using Tollgate.Domain.Handles;
using Tollgate.Domain.Workspaces;

namespace Tollgate.Domain.Registration;

/// <summary>Stores initial access tokens (RFC 7591 §3). Each token registers one client.</summary>
public interface IRegistrationTokenStore
{
    /// <param name="workspace">The name of the workspace.</param>
    /// <param name="token">A handle whose id is an <see cref="ExpiringId"/> of <paramref name="expiresAt"/>.</param>
    Task AddAsync(string workspace, Handle token, DateTimeOffset expiresAt, CancellationToken cancellationToken);

    /// <summary>Whether the token is known, unused and not expired. The call does not use it up.</summary>
    ValueTask<bool> KnowsAsync(Workspace workspace, Handle token, CancellationToken cancellationToken);

    /// <summary>
    /// Marks the token as used. Only one of several concurrent calls gets true. The write that adds the client decides which
    /// request used the token.
    /// </summary>
    ValueTask<bool> TryTakeAsync(Workspace workspace, Handle token, CancellationToken cancellationToken);
}

/// <summary>The initial access tokens, as the operator command lists and removes them.</summary>
public interface IRegistrationTokenAdministration
{
    /// <summary>The tokens that have not expired, used or not. Reads the table as a whole.</summary>
    IAsyncEnumerable<InitialAccessToken> ListAsync(string workspace, CancellationToken cancellationToken);

    /// <summary>False when there is no such token. A registration that is under way with it may still succeed.</summary>
    Task<bool> RemoveAsync(string workspace, string id, CancellationToken cancellationToken);
}

/// <param name="Id">The part of the token before the dot, which is not secret.</param>
public sealed record InitialAccessToken(string Id, DateTimeOffset ExpiresAt, bool IsUsed);
