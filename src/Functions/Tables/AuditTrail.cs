using System.Runtime.CompilerServices;
using Tollgate.Domain.Audit;

namespace Tollgate.Functions.Tables;

/// <summary>Reads the audit records of a workspace. Writes the records that cannot be stored in the changed rows.</summary>
public sealed class AuditTrail(TableAccounts tables) : IAuditTrail
{
    private const int CheckedAtOnce = 20;

    private readonly AuditTable _records = new(tables);
    private readonly AuditCopies _copies = new(tables);

    /// <summary>
    /// Reads the copies if they are complete. Otherwise reads the records themselves. The copies are complete after <see
    /// cref="AuditCopyRebuild"/> has copied the records of earlier versions.
    /// </summary>
    public async IAsyncEnumerable<AuditRecord> RecentAsync(
        string workspace, DateTimeOffset since, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var entries = await _copies.AreCompleteAsync(workspace, cancellationToken)
            ? _copies.SinceAsync(workspace, since, cancellationToken)
            : _records.SinceAsync(workspace, since, cancellationToken);
        await foreach (var entry in entries)
            yield return entry.Record;
    }

    public async IAsyncEnumerable<AuditRecord> HistoryAsync(
        string workspace, AuditKind kind, string target, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var history = _records.HistoryAsync(workspace, kind, target, cancellationToken);
        await foreach (var entries in history.Chunk(CheckedAtOnce).WithCancellation(cancellationToken))
        {
            await _copies.CheckAsync(entries, cancellationToken);
            foreach (var entry in entries)
                yield return entry.Record;
        }
    }

    public async Task<bool> TryAsync(AuditEntry entry, Func<CancellationToken, Task<bool>> make, CancellationToken cancellationToken)
    {
        await _records.PutAsync(entry, cancellationToken);
        var isMade = true;
        try
        {
            return isMade = await make(cancellationToken);
        }
        finally
        {
            if (isMade)
                await _copies.AddAsync(entry, cancellationToken);
            else
                await _records.RemoveAsync(entry, cancellationToken);
        }
    }
}
