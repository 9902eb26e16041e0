using System.Runtime.CompilerServices;
using Azure;
using Azure.Data.Tables;
using Tollgate.Domain.Clients;

namespace Tollgate.Functions.Tables;

/// <summary>
/// Stores clients. Each has a partition of its own, <c>workspace|client_id</c>, so that lookups spread and a workspace is still
/// one range of keys. Other data of a client is in the same partition (<see cref="ApplicationTable"/>).
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

    /// <summary>False when the client exists already.</summary>
    public async Task<bool> AddAsync(string workspace, Client client, CancellationToken cancellationToken)
    {
        try
        {
            await _table.AddEntityAsync(Row(workspace, client), cancellationToken);
            return true;
        }
        catch (RequestFailedException exception) when (exception.Status == 409)
        {
            return false;
        }
    }

    /// <summary>Adds the client or replaces the one of its id.</summary>
    public Task PutAsync(string workspace, Client client, CancellationToken cancellationToken) =>
        _table.UpsertEntityAsync(Row(workspace, client), TableUpdateMode.Replace, cancellationToken);

    /// <summary>
    /// Replaces the client by the result of <paramref name="change"/>, and starts again when another request was faster. Null
    /// when there is no such client.
    /// </summary>
    public async Task<Client?> ChangeAsync(string workspace, string clientId, Func<Client, Client> change, CancellationToken cancellationToken)
    {
        while (true)
        {
            var found = await _table.GetEntityIfExistsAsync<TableEntity>(PartitionKey(workspace, clientId), RowKey, null, cancellationToken);
            if (!found.HasValue)
                return null;
            var changed = change(ClientRow.Read(clientId, found.Value!));
            try
            {
                await _table.UpdateEntityAsync(Row(workspace, changed), found.Value!.ETag, TableUpdateMode.Replace, cancellationToken);
                return changed;
            }
            catch (RequestFailedException exception) when (exception.Status == 412)
            {
                // Apply the change to the new version.
            }
        }
    }

    /// <summary>False when there is no such client.</summary>
    public async Task<bool> RemoveAsync(string workspace, string clientId, CancellationToken cancellationToken)
    {
        var response = await _table.DeleteEntityAsync(PartitionKey(workspace, clientId), RowKey, ETag.All, cancellationToken);
        return response.Status != 404;
    }

    /// <summary>
    /// All clients of a workspace in the order of their ids. This reads a range of the table, so it is for operators only.
    /// </summary>
    public async IAsyncEnumerable<Client> ListAsync(string workspace, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var filter = TableClient.CreateQueryFilter($"PartitionKey ge {workspace + "|"} and PartitionKey lt {workspace + "}"} and RowKey eq {RowKey}");
        await foreach (var row in _table.QueryAsync<TableEntity>(filter, null, null, cancellationToken))
            yield return ClientRow.Read(row.PartitionKey[(workspace.Length + 1)..], row);
    }

    private static TableEntity Row(string workspace, Client client) => ClientRow.Write(client, PartitionKey(workspace, client.ClientId), RowKey);

    internal static string PartitionKey(string workspace, string clientId) => $"{workspace}|{clientId}";
}
