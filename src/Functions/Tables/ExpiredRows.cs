using Azure;
using Azure.Data.Tables;
using Microsoft.Extensions.Logging;
using Tollgate.Domain.Handles;

namespace Tollgate.Functions.Tables;

/// <summary>
/// Removes expired rows whose partition key is an <see cref="ExpiringId"/>. After a fixed number of writes it sweeps one shard of
/// the table in the background, a small batch at a time. A table without writes needs no sweep (docs/adr/0006).
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

    /// <summary>Sweeps one batch of a shard, and returns the number of its rows.</summary>
    public async Task<int> SweepAsync(TableClient table, char shard, CancellationToken cancellationToken)
    {
        var (from, to) = ExpiringId.Expired(shard, time.GetUtcNow());
        var filter = TableClient.CreateQueryFilter($"PartitionKey ge {from} and PartitionKey lt {to}");
        var rows = new List<TableEntity>();
        await foreach (var row in table.QueryAsync<TableEntity>(filter, Batch, ["PartitionKey", "RowKey"], cancellationToken))
        {
            rows.Add(row);
            if (rows.Count == Batch)
                break;
        }

        foreach (var partition in rows.GroupBy(row => row.PartitionKey))
            await RemoveAsync(table, [.. partition], cancellationToken);
        return rows.Count;
    }

    /// <summary>Removes rows of one partition in one transaction.</summary>
    private static async Task RemoveAsync(TableClient table, TableEntity[] rows, CancellationToken cancellationToken)
    {
        if (rows is [var only])
        {
            await table.DeleteEntityAsync(only.PartitionKey, only.RowKey, ETag.All, cancellationToken);
            return;
        }

        try
        {
            await table.SubmitTransactionAsync(
                rows.Select(row => new TableTransactionAction(TableTransactionActionType.Delete, row, ETag.All)), cancellationToken);
        }
        catch (RequestFailedException exception) when (exception.Status == 404)
        {
            // Another instance sweeps the same rows. The next sweep removes what is left.
        }
    }

    private async Task SweepQuietlyAsync(TableClient table, char shard)
    {
        try
        {
            await SweepAsync(table, shard, CancellationToken.None);
        }
        catch (Exception exception)
        {
            // The request that triggered the sweep has its answer. The next sweep tries again.
            logger.LogWarning(exception, "Expired rows of {Table} could not be swept", table.Name);
        }
    }
}
