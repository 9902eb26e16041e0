using Azure;
using Tollgate.Domain.Audit;

namespace Tollgate.Functions.Tables;

/// <summary>
/// Compares the copies of audit records with the records. It adds each missing copy, such as the copies of records of earlier versions. It
/// corrects each copy that differs, and removes each copy that has no record.
/// </summary>
public sealed class AuditCopyRebuild(TableAccounts tables) : IAuditCopies
{
    private const int AtATime = 20;

    private readonly AuditTable _records = new(tables);
    private readonly AuditCopies _copies = new(tables);

    public Task<bool> AreCompleteAsync(string workspace, CancellationToken cancellationToken) => _copies.AreCompleteAsync(workspace, cancellationToken);

    public async Task<int> CountMissingAsync(string workspace, CancellationToken cancellationToken)
    {
        var missing = 0;
        var all = _records.SinceAsync(workspace, DateTimeOffset.MinValue, cancellationToken);
        await foreach (var entries in all.Chunk(AtATime).WithCancellation(cancellationToken))
            missing += (await Task.WhenAll(entries.Select(entry => _copies.IsRightAsync(entry, cancellationToken)))).Count(isRight => !isRight);
        return missing;
    }

    public async Task<RebuiltCopies> RebuildAsync(string workspace, CancellationToken cancellationToken)
    {
        var rebuilt = new RebuiltCopies(0, 0, 0);
        var all = _records.SinceAsync(workspace, DateTimeOffset.MinValue, cancellationToken);
        await foreach (var entries in all.Chunk(AtATime).WithCancellation(cancellationToken))
        {
            var written = await Task.WhenAll(entries.Select(entry => _copies.CorrectAsync(entry, cancellationToken)));
            rebuilt = rebuilt with { Records = rebuilt.Records + entries.Length, Written = rebuilt.Written + written.Count(each => each) };
        }

        rebuilt = rebuilt with { Removed = await RemoveAloneAsync(workspace, cancellationToken) };
        await _copies.MarkCompleteAsync(workspace, cancellationToken);
        return rebuilt;
    }

    /// <summary>A record is always written before its copy, so a copy without a record was forged, or its record was removed.</summary>
    private async Task<int> RemoveAloneAsync(string workspace, CancellationToken cancellationToken)
    {
        var removed = 0;
        await foreach (var (row, entry) in _copies.RowsSinceAsync(workspace, DateTimeOffset.MinValue, cancellationToken))
        {
            if (entry is not null && await _records.HasAsync(entry, cancellationToken))
                continue;
            try
            {
                await _copies.RemoveAsync(row, cancellationToken);
                removed++;
            }
            catch (RequestFailedException exception) when (exception.Status is 404 or 412)
            {
                // Another command has removed or corrected the copy.
            }
        }

        return removed;
    }
}
