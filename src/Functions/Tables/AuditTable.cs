using System.Runtime.CompilerServices;
using Azure.Data.Tables;
using Tollgate.Domain.Applications;
using Tollgate.Domain.Audit;

namespace Tollgate.Functions.Tables;

/// <summary>
/// Reads the audit records, which are in the partitions of their clients. A record is written only together with its change
/// (<see cref="ApplicationTable"/>). It decides when its copy says something else.
/// </summary>
internal sealed class AuditTable(TableAccounts tables)
{
    private readonly TableClient _table = tables.Home(TableNames.Clients);

    /// <summary>The records of one client, oldest first.</summary>
    public async IAsyncEnumerable<AuditEntry> HistoryAsync(
        string workspace, string clientId, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var filter = Filter(ClientTable.PartitionKey(workspace, clientId));
        await foreach (var row in _table.QueryAsync<TableEntity>(filter, null, null, cancellationToken))
            yield return AuditRow.Read(workspace, clientId, row);
    }

    /// <inheritdoc cref="IApplicationStore.NewestOfAsync"/>
    public Task<Slice<AuditEntry>> NewestOfAsync(
        string workspace, string clientId, DateTimeOffset before, int count, CancellationToken cancellationToken)
    {
        var partition = ClientTable.PartitionKey(workspace, clientId);
        return NewestRecords.FindAsync(ReadAsync, before, count);

        async Task<IReadOnlyList<AuditEntry>> ReadAsync(DateTimeOffset from, DateTimeOffset to, int most)
        {
            var filter = TableClient.CreateQueryFilter(
                $"PartitionKey eq {partition} and RowKey ge {AuditRow.KeyFrom(from)} and RowKey lt {AuditRow.KeyFrom(to)}");
            return await _table.QueryAsync<TableEntity>(filter, most, null, cancellationToken)
                .Take(most).Select(row => AuditRow.Read(workspace, clientId, row)).ToListAsync(cancellationToken);
        }
    }

    /// <summary>
    /// The records of all clients of a workspace since a time, in the order of client_id. This reads a range of the table, so it
    /// is for operators only.
    /// </summary>
    public async IAsyncEnumerable<AuditEntry> SinceAsync(
        string workspace, DateTimeOffset since, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var (first, last) = (workspace + "|", workspace + "}");
        var filter = TableClient.CreateQueryFilter(
            $"PartitionKey gt {first} and PartitionKey lt {last} and RowKey ge {AuditRow.KeyFrom(since)} and RowKey lt {AuditRow.Last}");
        await foreach (var row in _table.QueryAsync<TableEntity>(filter, null, null, cancellationToken))
            yield return AuditRow.Read(workspace, row.PartitionKey[first.Length..], row);
    }

    /// <summary>Whether there is a record with this id, client and workspace.</summary>
    public async Task<bool> HasAsync(AuditEntry entry, CancellationToken cancellationToken)
    {
        var found = await _table.GetEntityIfExistsAsync<TableEntity>(
            ClientTable.PartitionKey(entry.Workspace, entry.Record.ClientId), AuditRow.First + entry.Id, ["RowKey"], cancellationToken);
        return found.HasValue;
    }

    internal static string Filter(string partition) =>
        TableClient.CreateQueryFilter($"PartitionKey eq {partition} and RowKey ge {AuditRow.First} and RowKey lt {AuditRow.Last}");
}
