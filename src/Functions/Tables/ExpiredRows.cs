using Azure;
using Azure.Data.Tables;
using Microsoft.Extensions.Logging;
using Tollgate.Domain.Protocol;

namespace Tollgate.Functions.Tables;

/// <summary>
/// Sweeps rows whose partition key is an <see cref="ExpiringId"/>: with every so many writes, one shard of the table, a small
/// batch, in the background. What nobody writes to needs no sweeping. (docs/adr/0006)
/// </summary>
public sealed class ExpiredRows(TimeProvider time, ILogger<ExpiredRows> logger)
{
    private const int WritesPerSweep = 50;
    private const int Batch = 100;

    private int _writes;

    public void OnWrite(TableClient table)
    {
        var writes = (uint)Interlocked.Increment(ref _writes);
        if (writes % WritesPerSweep == 0)
            _ = SweepQuietlyAsync(table, ExpiringId.Shards[(int)(writes / WritesPerSweep % 16)]);
    }

    /// <summary>How many rows it removed.</summary>
    public async Task<int> SweepAsync(TableClient table, char shard, CancellationToken cancellationToken)
    {
        var (from, to) = ExpiringId.Expired(shard, time.GetUtcNow());
        var filter = TableClient.CreateQueryFilter($"PartitionKey ge {from} and PartitionKey lt {to}");
        var removed = 0;
        await foreach (var row in table.QueryAsync<TableEntity>(filter, Batch, ["PartitionKey", "RowKey"], cancellationToken).ConfigureAwait(false))
        {
            await table.DeleteEntityAsync(row.PartitionKey, row.RowKey, ETag.All, cancellationToken).ConfigureAwait(false);
            if (++removed == Batch)
                break;
        }

        return removed;
    }

    private async Task SweepQuietlyAsync(TableClient table, char shard)
    {
        try
        {
            await SweepAsync(table, shard, CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            // The request that set it off has its answer; the next sweep tries again.
            logger.LogWarning(exception, "Expired rows of {Table} could not be swept", table.Name);
        }
    }
}
