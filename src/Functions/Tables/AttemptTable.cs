using System.Globalization;
using Azure;
using Azure.Data.Tables;
using Tollgate.Domain.Protocol;
using Tollgate.Domain.Users;
using Tollgate.Domain.Workspaces;

namespace Tollgate.Functions.Tables;

/// <summary>Counters of failed attempts: a row for each key and window.</summary>
public sealed class AttemptTable(TableServiceClient tables, ExpiredRows expired) : IAttemptStore
{
    /// <summary>A counter that so many write to at once counts enough; the attempt does not wait for more.</summary>
    private const int Tries = 5;

    private readonly TableClient _table = tables.GetTableClient(TableNames.Attempts);

    public async ValueTask<int> CountAsync(Workspace workspace, string key, DateTimeOffset windowEnd, CancellationToken cancellationToken) =>
        CountOf(await ReadAsync(workspace, key, windowEnd, cancellationToken).ConfigureAwait(false));

    public async Task AddAsync(Workspace workspace, string key, DateTimeOffset windowEnd, CancellationToken cancellationToken)
    {
        for (var i = 0; i < Tries; i++)
        {
            var known = await ReadAsync(workspace, key, windowEnd, cancellationToken).ConfigureAwait(false);
            var row = new TableEntity(PartitionKey(workspace, key, windowEnd), RowKey(windowEnd)) { ["Count"] = CountOf(known) + 1 };
            try
            {
                if (known is null)
                    await _table.AddEntityAsync(row, cancellationToken).ConfigureAwait(false);
                else
                    await _table.UpdateEntityAsync(row, known.ETag, TableUpdateMode.Replace, cancellationToken).ConfigureAwait(false);
                break;
            }
            catch (RequestFailedException exception) when (exception.Status is 404 or 409 or 412)
            {
                // Somebody else counted in between.
            }
        }

        expired.OnWrite(_table);
    }

    private static int CountOf(TableEntity? row) => row?.GetInt32("Count") ?? 0;

    private static string PartitionKey(Workspace workspace, string key, DateTimeOffset windowEnd) =>
        ExpiringId.Of(windowEnd, KeyHash.Of(workspace.Name, key));

    private static string RowKey(DateTimeOffset windowEnd) => windowEnd.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);

    private async Task<TableEntity?> ReadAsync(Workspace workspace, string key, DateTimeOffset windowEnd, CancellationToken cancellationToken)
    {
        var found = await _table.GetEntityIfExistsAsync<TableEntity>(
            PartitionKey(workspace, key, windowEnd), RowKey(windowEnd), null, cancellationToken).ConfigureAwait(false);
        return found.HasValue ? found.Value : null;
    }
}
