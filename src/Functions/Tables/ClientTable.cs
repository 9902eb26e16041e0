using Azure.Data.Tables;
using Tollgate.Domain.Clients;

namespace Tollgate.Functions.Tables;

/// <summary>
/// Reads one client, for the cache. Each client has a partition of its own, <c>workspace|client_id</c>, so that lookups spread and
/// a workspace is still one range of keys. <see cref="ApplicationTable"/> writes clients, each change with its audit record.
/// </summary>
public sealed class ClientTable(TableAccounts tables)
{
    internal const string RowKey = "client";

    private readonly TableClient _table = tables.Home(TableNames.Clients);

    public async Task<Client?> FindAsync(string workspace, string clientId, CancellationToken cancellationToken)
    {
        var found = await _table.GetEntityIfExistsAsync<TableEntity>(PartitionKey(workspace, clientId), RowKey, null, cancellationToken);
        return found.HasValue ? ClientRow.Read(clientId, found.Value!) : null;
    }

    /// <summary>The column for the id of a client whose key is a hash.</summary>
    internal const string IdColumn = "ClientId";

    internal static string PartitionKey(string workspace, string clientId) => WorkspaceRange.First(workspace) + ClientKey.Of(clientId);
}
