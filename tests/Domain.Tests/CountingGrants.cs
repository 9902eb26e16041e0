using Tollgate.Domain.Grants;
using Tollgate.Domain.Workspaces;

namespace Tollgate.Domain.Tests;

/// <summary>Counts the calls of the store of grants. A test can make the store lose the answer to a write.</summary>
internal sealed class CountingGrants(IGrantStore inner) : IGrantStore
{
    public int Reads { get; set; }

    public int Writes { get; set; }

    /// <summary>The store applies the next conditional write, but loses the answer. The caller repeats the write, and the repeat fails its condition.</summary>
    public bool LosesNextAnswer { get; set; }

    /// <summary>Runs after the write whose answer is lost, before the caller reads the grant again.</summary>
    public Func<Task>? AfterLostAnswer { get; set; }

    public async Task AddAsync(Workspace workspace, AuthorizationGrant grant, CancellationToken cancellationToken)
    {
        Writes++;
        await inner.AddAsync(workspace, grant, cancellationToken);
    }

    public async ValueTask<AuthorizationGrant?> FindAsync(Workspace workspace, string id, CancellationToken cancellationToken)
    {
        Reads++;
        return await inner.FindAsync(workspace, id, cancellationToken);
    }

    public async ValueTask<bool> TryAddAsync(Workspace workspace, AuthorizationGrant grant, CancellationToken cancellationToken)
    {
        Writes++;
        return await inner.TryAddAsync(workspace, grant, cancellationToken);
    }

    public async ValueTask<string?> UpdateAsync(Workspace workspace, AuthorizationGrant grant, CancellationToken cancellationToken)
    {
        Writes++;
        var version = await inner.UpdateAsync(workspace, grant, cancellationToken);
        (var isLost, LosesNextAnswer) = (LosesNextAnswer, false);
        if (isLost && AfterLostAnswer is not null)
            await AfterLostAnswer();
        return isLost ? null : version;
    }
}
