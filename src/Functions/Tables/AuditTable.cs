using System.Runtime.CompilerServices;
using Azure;
using Azure.Data.Tables;
using Tollgate.Domain.Applications;
using Tollgate.Domain.Audit;
using Tollgate.Domain.Handles;

namespace Tollgate.Functions.Tables;

/// <summary>
/// Reads the audit records. A record of an application or a user lies in the partition of the application or user, and is written together
/// with the change (<see cref="ApplicationTable"/>, <see cref="UserTable"/>). All other records lie in partitions of their own and are
/// written before the change (<see cref="AuditTrail"/>). If a record and its copy differ, the record is right.
/// </summary>
internal sealed class AuditTable(TableAccounts tables)
{
    private readonly TableClient _table = tables.Home(TableNames.Clients);
    private readonly TableClient _users = tables.Home(TableNames.Users);
    private readonly TableClient _others = tables.Home(TableNames.Audit);

    public static string PartitionOfUser(string workspace, string subject) => $"{workspace}|{subject}";

    /// <summary>The records of one target, oldest first.</summary>
    public async IAsyncEnumerable<AuditEntry> HistoryAsync(
        string workspace, AuditKind kind, string target, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var (table, partition) = PlaceOf(workspace, kind, target);
        await foreach (var row in table.QueryAsync<TableEntity>(Filter(partition), null, null, cancellationToken).OfTableIfExists(cancellationToken))
            if (AuditRow.IsOfKnownKind(row))
                yield return AuditRow.Read(workspace, target, row);
    }

    /// <summary>Writes a record that is in a partition of its own, before its change is made.</summary>
    public Task PutAsync(AuditEntry entry, CancellationToken cancellationToken)
    {
        var (table, partition) = PlaceOf(entry.Workspace, entry.Record.Kind, entry.Record.Target);
        return table.UpsertEntityAsync(AuditRow.Write(entry, partition), TableUpdateMode.Replace, cancellationToken);
    }

    /// <summary>Takes back a record whose change was not made.</summary>
    public Task RemoveAsync(AuditEntry entry, CancellationToken cancellationToken)
    {
        var (table, partition) = PlaceOf(entry.Workspace, entry.Record.Kind, entry.Record.Target);
        return table.DeleteEntityAsync(partition, AuditRow.First + entry.Id, ETag.All, cancellationToken);
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
    public IAsyncEnumerable<AuditEntry> OfApplicationsSinceAsync(string workspace, DateTimeOffset since, CancellationToken cancellationToken) =>
        SinceAsync(_table, workspace, since, cancellationToken);

    /// <summary>As <see cref="OfApplicationsSinceAsync"/>, for records of all kinds.</summary>
    public async IAsyncEnumerable<AuditEntry> SinceAsync(
        string workspace, DateTimeOffset since, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var table in (TableClient[])[_table, _users, _others])
            await foreach (var entry in SinceAsync(table, workspace, since, cancellationToken))
                yield return entry;
    }

    /// <summary>Whether there is a record with this id, target and workspace.</summary>
    public async Task<bool> HasAsync(AuditEntry entry, CancellationToken cancellationToken)
    {
        var (table, partition) = PlaceOf(entry.Workspace, entry.Record.Kind, entry.Record.Target);
        return (await table.GetEntityIfExistsAsync<TableEntity>(partition, AuditRow.First + entry.Id, ["RowKey"], cancellationToken)).HasValue;
    }

    private static async IAsyncEnumerable<AuditEntry> SinceAsync(
        TableClient table, string workspace, DateTimeOffset since, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var (first, last) = (WorkspaceRange.First(workspace), WorkspaceRange.End(workspace));
        var filter = TableClient.CreateQueryFilter(
            $"PartitionKey gt {first} and PartitionKey lt {last} and RowKey ge {AuditRow.KeyFrom(since)} and RowKey lt {AuditRow.Last}");
        await foreach (var row in table.QueryAsync<TableEntity>(filter, null, null, cancellationToken).OfTableIfExists(cancellationToken))
            if (AuditRow.IsOfKnownKind(row))
                yield return AuditRow.Read(workspace, row.PartitionKey[first.Length..], row);
    }

    /// <summary>
    /// The partitions of other kinds sort before the partitions of all days. So an earlier version, which knows only records of
    /// applications, does not read them, and its rebuild does not remove them.
    /// </summary>
    private (TableClient Table, string Partition) PlaceOf(string workspace, AuditKind kind, string target) => kind switch
    {
        AuditKind.Application => (_table, ClientTable.PartitionKey(workspace, target)),
        AuditKind.User => (_users, PartitionOfUser(workspace, target)),
        _ => (_others, $"{workspace}|!{KeyHash.Of(kind.ToString(), target)}"),
    };

    internal static string Filter(string partition) =>
        TableClient.CreateQueryFilter($"PartitionKey eq {partition} and RowKey ge {AuditRow.First} and RowKey lt {AuditRow.Last}");
}
