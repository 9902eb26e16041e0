using Azure;
using Azure.Data.Tables;
using Tollgate.Functions.Tables;

namespace Tollgate.Operator.Workspaces;

/// <summary>
/// What belongs to a workspace and would count in the next one of its name. Sessions and grants do not: without the user and
/// the client they are worth nothing, and they expire by themselves.
/// </summary>
internal sealed class WorkspaceContents(TableServiceClient tables, string workspace)
{
    internal static readonly string[] Names =
    [
        TableNames.Clients, TableNames.Users, TableNames.TrustedIssuers, TableNames.Consents, TableNames.SigningKeys, TableNames.Invitations,
        TableNames.RegistrationTokens, TableNames.Audit,
    ];

    public async Task<WorkspaceCounts> CountAsync(CancellationToken cancellationToken)
    {
        var counts = new WorkspaceCounts(0, 0, 0, 0);
        foreach (var name in Names)
            await foreach (var row in RowsAsync(name, cancellationToken))
                counts = Add(counts, name, row.RowKey);
        return counts;
    }

    public async Task RemoveAsync(CancellationToken cancellationToken)
    {
        foreach (var name in Names)
            await foreach (var row in RowsAsync(name, cancellationToken))
                await tables.GetTableClient(name).DeleteEntityAsync(row.PartitionKey, row.RowKey, ETag.All, cancellationToken);
    }

    private static WorkspaceCounts Add(WorkspaceCounts counts, string table, string rowKey) => (table, rowKey) switch
    {
        (TableNames.Clients, "client") => counts with { Clients = counts.Clients + 1 },
        (TableNames.Users, "login") => counts with { Users = counts.Users + 1 },
        (TableNames.TrustedIssuers, _) => counts with { Issuers = counts.Issuers + 1 },
        _ => counts with { Others = counts.Others + 1 },
    };

    private IAsyncEnumerable<TableEntity> RowsAsync(string table, CancellationToken cancellationToken)
    {
        var filter = table switch
        {
            TableNames.SigningKeys => TableClient.CreateQueryFilter($"PartitionKey eq {workspace}"),
            // A scan; but their rows live for days only.
            TableNames.Invitations or TableNames.RegistrationTokens => TableClient.CreateQueryFilter($"Workspace eq {workspace}"),
            _ => TableClient.CreateQueryFilter($"PartitionKey ge {workspace + "|"} and PartitionKey lt {workspace + "}"}"),
        };
        return tables.GetTableClient(table).QueryAsync<TableEntity>(filter, null, ["PartitionKey", "RowKey"], cancellationToken)
            .OfTableIfExists(cancellationToken);
    }
}
