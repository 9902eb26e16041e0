using Tollgate.Domain.Grants;
using Tollgate.Domain.Workspaces;

namespace Tollgate.Domain.Tests;

/// <summary>A store of grants whose writes fail: before they are applied, or after, with the answer lost.</summary>
internal sealed class FaultyGrants(IGrantStore inner) : IGrantStore
{
    public enum Fault
    {
        None,
        Refused,
        AnswerLost,
    }

    public Fault Writes { get; set; }

    public async Task AddAsync(Workspace workspace, AuthorizationGrant grant, CancellationToken cancellationToken)
    {
        Refuse();
        await inner.AddAsync(workspace, grant, cancellationToken);
        Lose();
    }

    public ValueTask<AuthorizationGrant?> FindAsync(Workspace workspace, string id, CancellationToken cancellationToken) =>
        inner.FindAsync(workspace, id, cancellationToken);

    public async ValueTask<bool> TryAddAsync(Workspace workspace, AuthorizationGrant grant, CancellationToken cancellationToken)
    {
        Refuse();
        var isAdded = await inner.TryAddAsync(workspace, grant, cancellationToken);
        Lose();
        return isAdded;
    }

    public async ValueTask<string?> UpdateAsync(Workspace workspace, AuthorizationGrant grant, CancellationToken cancellationToken)
    {
        Refuse();
        var version = await inner.UpdateAsync(workspace, grant, cancellationToken);
        Lose();
        return version;
    }

    private void Refuse()
    {
        if (Writes == Fault.Refused)
            throw new TimeoutException("The tables refuse.");
    }

    private void Lose()
    {
        if (Writes == Fault.AnswerLost)
            throw new TimeoutException("The answer of the tables is lost.");
    }
}
