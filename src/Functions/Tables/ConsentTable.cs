using System.Runtime.CompilerServices;
using Azure;
using Azure.Data.Tables;
using Tollgate.Domain.Authorization;
using Tollgate.Domain.Clients;
using Tollgate.Domain.Protocol;
using Tollgate.Domain.Workspaces;

namespace Tollgate.Functions.Tables;

/// <summary>Stores the scopes that users have allowed clients: a partition for each user, a row for each client.</summary>
public sealed class ConsentTable(TableAccounts tables) : IConsentStore, IConsentAdministration
{
    private readonly TableClient _table = tables.Home(TableNames.Consents);

    public async ValueTask<ScopeSet> FindAsync(Workspace workspace, string subject, Client client, CancellationToken cancellationToken) =>
        ScopeOf(client, await ReadAsync(workspace, subject, client.ClientId, cancellationToken));

    public async Task AddAsync(Workspace workspace, string subject, Client client, ScopeSet scope, CancellationToken cancellationToken)
    {
        while (true)
        {
            var known = await ReadAsync(workspace, subject, client.ClientId, cancellationToken);
            var row = new TableEntity(PartitionKey(workspace.Name, subject), ClientKey.Of(client.ClientId))
            {
                [RowSchema.Column] = RowSchema.First,
                ["Scope"] = ScopeSet.Of(ScopeOf(client, known).Tokens.Concat(scope.Tokens)).Text,
            };
            if (row.RowKey != client.ClientId)
                row[ClientTable.IdColumn] = client.ClientId;
            if (client.ConsentGeneration is { } generation)
                row["Generation"] = generation;
            try
            {
                if (known is null)
                    await _table.AddEntityAsync(row, cancellationToken);
                else
                    await _table.UpdateEntityAsync(row, known.ETag, TableUpdateMode.Replace, cancellationToken);
                return;
            }
            catch (RequestFailedException exception) when (exception.Status is 404 or 409 or 412)
            {
                // The user has answered on another page at the same time. Both answers count.
            }
        }
    }

    public async IAsyncEnumerable<StoredConsent> ListAsync(
        string workspace, string subject, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {PartitionKey(workspace, subject)}");
        await foreach (var row in _table.QueryAsync<TableEntity>(filter, null, null, cancellationToken))
            yield return new StoredConsent(
                row.Known().GetString(ClientTable.IdColumn) ?? row.RowKey, ScopeColumn.Read(row.GetString("Scope") ?? ""), row.GetString("Generation"));
    }

    public async Task<bool> RemoveAsync(string workspace, string subject, string clientId, CancellationToken cancellationToken) =>
        (await _table.DeleteEntityAsync(PartitionKey(workspace, subject), ClientKey.Of(clientId), ETag.All, cancellationToken)).Status != 404;

    /// <summary>Removes everything that a user has allowed.</summary>
    public async Task RemoveAsync(string workspace, string subject, CancellationToken cancellationToken)
    {
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {PartitionKey(workspace, subject)}");
        await foreach (var row in _table.QueryAsync<TableEntity>(filter, null, ["PartitionKey", "RowKey"], cancellationToken))
            await _table.DeleteEntityAsync(row.PartitionKey, row.RowKey, ETag.All, cancellationToken);
    }

    /// <summary>Consents to an earlier client of the same client_id do not count.</summary>
    private static ScopeSet ScopeOf(Client client, TableEntity? row) => row?.GetString("Generation") == client.ConsentGeneration
        ? ScopeColumn.Read(row?.GetString("Scope") ?? "")
        : ScopeSet.Empty;

    private static string PartitionKey(string workspace, string subject) => $"{workspace}|{subject}";

    private async Task<TableEntity?> ReadAsync(Workspace workspace, string subject, string clientId, CancellationToken cancellationToken)
    {
        var found = await _table.GetEntityIfExistsAsync<TableEntity>(
            PartitionKey(workspace.Name, subject), ClientKey.Of(clientId), null, cancellationToken);
        return found.HasValue ? found.Value!.Known() : null;
    }
}
