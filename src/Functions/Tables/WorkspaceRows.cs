using System.Runtime.CompilerServices;
using Azure;
using Azure.Data.Tables;
using Tollgate.Domain.Workspaces;

namespace Tollgate.Functions.Tables;

/// <summary>
/// The rows of a workspace that a later workspace of the same name would inherit. Sessions and grants are not among these rows.
/// Without their user and client they are not valid, and they expire.
/// </summary>
internal sealed class WorkspaceRows(TableAccounts tables)
{
    internal static readonly string[] Names =
    [
        TableNames.Clients, TableNames.Users, TableNames.TrustedIssuers, TableNames.Consents, TableNames.SigningKeys, TableNames.Invitations,
        TableNames.RegistrationTokens, TableNames.UserIndex, TableNames.Audit,
    ];

    public async Task<WorkspaceContents> CountAsync(string workspace, CancellationToken cancellationToken)
    {
        var counts = new WorkspaceContents(0, 0, 0, 0);
        foreach (var name in Names)
            await foreach (var (_, row) in RowsAsync(name, workspace, cancellationToken))
                counts = Add(counts, name, row.RowKey);
        return counts;
    }

    public async Task RemoveAsync(string workspace, CancellationToken cancellationToken)
    {
        foreach (var name in Names)
            await foreach (var (table, row) in RowsAsync(name, workspace, cancellationToken))
                await table.DeleteEntityAsync(row.PartitionKey, row.RowKey, ETag.All, cancellationToken);
    }

    private static WorkspaceContents Add(WorkspaceContents counts, string table, string rowKey) => (table, rowKey) switch
    {
        (TableNames.Clients, ClientTable.RowKey) => counts with { Clients = counts.Clients + 1 },
        (TableNames.Users, LoginTable.LoginRow) => counts with { Users = counts.Users + 1 },
        (TableNames.TrustedIssuers, _) => counts with { Issuers = counts.Issuers + 1 },
        _ => counts with { Others = counts.Others + 1 },
    };

    private async IAsyncEnumerable<(TableClient Table, TableEntity Row)> RowsAsync(
        string name, string workspace, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var filter = name switch
        {
            TableNames.SigningKeys => TableClient.CreateQueryFilter($"PartitionKey eq {workspace}"),
            // This filter scans the whole table. The table stays small, because its rows expire after days.
            TableNames.Invitations or TableNames.RegistrationTokens => TableClient.CreateQueryFilter($"Workspace eq {workspace}"),
            _ => TableClient.CreateQueryFilter($"PartitionKey ge {WorkspaceRange.First(workspace)} and PartitionKey lt {WorkspaceRange.End(workspace)}"),
        };
        foreach (var table in tables.Table(name).All)
            await foreach (var row in table.QueryAsync<TableEntity>(filter, null, ["PartitionKey", "RowKey"], cancellationToken)
                .OfTableIfExists(cancellationToken))
                yield return (table, row);
    }
}
