using System.Globalization;
using Azure;
using Azure.Data.Tables;
using Microsoft.Extensions.Logging;
using Tollgate.Domain.Handles;
using Tollgate.Domain.Throttling;
using Tollgate.Domain.Workspaces;

namespace Tollgate.Functions.Tables;

/// <summary>Stores the slots of attempts: a partition for each key and window, and in it a row for each taken slot.</summary>
public sealed class AttemptTable(TableAccounts tables, ExpiredRows expired, ILogger<AttemptTable> logger) : IAttemptStore
{
    private static readonly string[] Columns = ["RowKey"];

    private readonly PlacedTable _table = tables.Table(TableNames.Attempts);

    public async Task<IReadOnlySet<int>> FindTakenAsync(Workspace workspace, AttemptWindow window, CancellationToken cancellationToken)
    {
        var taken = new HashSet<int>();
        var partition = PartitionKey(workspace, window);
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {partition}");
        await foreach (var row in _table.Of(partition).QueryAsync<TableEntity>(filter, null, Columns, cancellationToken))
            taken.Add(int.Parse(row.RowKey, CultureInfo.InvariantCulture));
        return taken;
    }

    public async Task<AttemptSlot?> TryTakeAsync(Workspace workspace, AttemptWindow window, int number, CancellationToken cancellationToken)
    {
        try
        {
            var row = new TableEntity(PartitionKey(workspace, window), RowKey(number)) { [RowSchema.Column] = RowSchema.First };
            var table = _table.Of(row.PartitionKey);
            var response = await table.AddEntityAsync(row, cancellationToken);
            expired.OnWrite(table);
            return new AttemptSlot(window, number, response.Headers.ETag!.Value.ToString());
        }
        catch (RequestFailedException exception) when (exception.Status == 409)
        {
            // Another attempt has the slot, or the transport repeated this insert after a lost answer. In the second case the attempt costs one more slot.
            return null;
        }
    }

    public async Task GiveBackAsync(Workspace workspace, AttemptSlot slot, CancellationToken cancellationToken)
    {
        try
        {
            var partition = PartitionKey(workspace, slot.Window);
            await _table.Of(partition).DeleteEntityAsync(partition, RowKey(slot.Number), new ETag(slot.Version), cancellationToken);
        }
        catch (RequestFailedException exception) when (exception.Status == 412)
        {
            // An earlier try of this delete has freed the slot and its answer was lost. Another attempt has taken the slot since.
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            logger.LogWarning(exception, "A slot of an attempt could not be given back");
        }
    }

    private static string PartitionKey(Workspace workspace, AttemptWindow window) => ExpiringId.Of(
        window.End, KeyHash.Of(workspace.Name, window.Key, window.End.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture)));

    private static string RowKey(int number) => number.ToString(CultureInfo.InvariantCulture);
}
