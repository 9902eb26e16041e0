using Tollgate.Domain.Grants;
using Tollgate.Domain.Workspaces;

namespace Tollgate.Domain.Tests;

/// <summary>Counts what goes to the store of grants, and loses the answer to a write where a test says so.</summary>
internal sealed class CountingGrants(IGrantStore inner) : IGrantStore
{
    public int Reads { get; set; }

    public int Writes { get; set; }

    /// <summary>The next conditional write goes in, and its caller, who tries again, hears that it does not fit.</summary>
    public bool LosesNextAnswer { get; set; }

    /// <summary>Happens after that, before its caller looks again.</summary>
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
