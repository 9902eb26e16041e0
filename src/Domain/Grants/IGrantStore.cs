using Tollgate.Domain.Workspaces;

namespace Tollgate.Domain.Grants;

/// <summary>Stores grants. A step is one point read and one conditional write. No step reads and then writes unconditionally.</summary>
public interface IGrantStore
{
    Task AddAsync(Workspace workspace, AuthorizationGrant grant, CancellationToken cancellationToken);

    ValueTask<AuthorizationGrant?> FindAsync(Workspace workspace, string id, CancellationToken cancellationToken);

    /// <summary>False when another request has written a row of this id.</summary>
    ValueTask<bool> TryAddAsync(Workspace workspace, AuthorizationGrant grant, CancellationToken cancellationToken);

    /// <summary>The new version. Null when the row is not the version that <paramref name="grant"/> was made from.</summary>
    ValueTask<string?> UpdateAsync(Workspace workspace, AuthorizationGrant grant, CancellationToken cancellationToken);

    /// <summary>False when the row is not the version that <paramref name="grant"/> was made from.</summary>
    async ValueTask<bool> TryUpdateAsync(Workspace workspace, AuthorizationGrant grant, CancellationToken cancellationToken) =>
        await UpdateAsync(workspace, grant, cancellationToken) is not null;
}
