using Tollgate.Domain.Grants;
using Tollgate.Domain.Workspaces;

namespace Tollgate.Domain.Tests;

/// <summary>A store of grants whose writes fail. A write fails before it is applied, or it is applied and the answer is lost.</summary>
internal sealed class FaultyGrants(IGrantStore inner) : IGrantStore
{
    public enum Fault
    {
        None,
        Refused,
        AnswerLost,

        /// <summary>
        /// The transport repeats the write after a lost answer. The condition of the repeat fails, and the written row cannot be read.
        /// </summary>
        AnswerLostTwice,
    }

    private bool _isUnreadable;

    public Fault Writes
    {
        get;
        set => (field, _isUnreadable) = (value, false);
    }

    public async Task AddAsync(Workspace workspace, AuthorizationGrant grant, CancellationToken cancellationToken)
    {
        Refuse();
        await inner.AddAsync(workspace, grant, cancellationToken);
        Lose();
    }

    public ValueTask<AuthorizationGrant?> FindAsync(Workspace workspace, string id, CancellationToken cancellationToken) =>
        _isUnreadable ? throw new TimeoutException("The tables cannot be read.") : inner.FindAsync(workspace, id, cancellationToken);

    public async ValueTask<bool> TryAddAsync(Workspace workspace, AuthorizationGrant grant, CancellationToken cancellationToken)
    {
        Refuse();
        var isAdded = await inner.TryAddAsync(workspace, grant, cancellationToken);
        Lose();
        if (Writes == Fault.AnswerLostTwice)
            // The store adds the row and reads it again in the same call.
            throw new TimeoutException("The tables cannot be read.");
        return isAdded;
    }

    public async ValueTask<string?> UpdateAsync(Workspace workspace, AuthorizationGrant grant, CancellationToken cancellationToken)
    {
        Refuse();
        var version = await inner.UpdateAsync(workspace, grant, cancellationToken);
        Lose();
        _isUnreadable = Writes == Fault.AnswerLostTwice;
        return _isUnreadable ? null : version;
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
