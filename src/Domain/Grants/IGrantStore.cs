using Tollgate.Domain.Workspaces;

namespace Tollgate.Domain.Grants;

/// <summary>One point read and one conditional write a step; no step reads and then writes unconditionally.</summary>
public interface IGrantStore
{
    Task AddAsync(Workspace workspace, AuthorizationGrant grant, CancellationToken cancellationToken);

    ValueTask<AuthorizationGrant?> FindAsync(Workspace workspace, string id, CancellationToken cancellationToken);

    /// <summary>False where there is a row of the id already that somebody else has written.</summary>
    ValueTask<bool> TryAddAsync(Workspace workspace, AuthorizationGrant grant, CancellationToken cancellationToken);

    /// <summary>The new version; null where the row is not the version that <paramref name="grant"/> was made from.</summary>
    ValueTask<string?> UpdateAsync(Workspace workspace, AuthorizationGrant grant, CancellationToken cancellationToken);

    /// <summary>False where the row is not the version that <paramref name="grant"/> was made from.</summary>
    async ValueTask<bool> TryUpdateAsync(Workspace workspace, AuthorizationGrant grant, CancellationToken cancellationToken) =>
        await UpdateAsync(workspace, grant, cancellationToken) is not null;
}
