using Azure;
using Azure.Data.Tables;
using Tollgate.Domain.Grants;
using Tollgate.Domain.Workspaces;

namespace Tollgate.Functions.Tables;

/// <summary>Stores grants: one row each, in a partition named after the grant.</summary>
public sealed class GrantTable(TableAccounts tables, ExpiredRows expired) : IGrantStore
{
    internal const string RowKey = "grant";

    private readonly PlacedTable _table = tables.Table(TableNames.Grants);

    /// <summary>
    /// The id has 128 random bits. An existing row is therefore this very row, inserted again by the transport after a lost
    /// answer.
    /// </summary>
    public Task AddAsync(Workspace workspace, AuthorizationGrant grant, CancellationToken cancellationToken) =>
        InsertAsync(workspace, grant, cancellationToken);

    public async ValueTask<bool> TryAddAsync(Workspace workspace, AuthorizationGrant grant, CancellationToken cancellationToken) =>
        await InsertAsync(workspace, grant, cancellationToken)
        || (await FindAsync(workspace, grant.Id, cancellationToken))?.Redemption == grant.Redemption;

    public async ValueTask<AuthorizationGrant?> FindAsync(Workspace workspace, string id, CancellationToken cancellationToken)
    {
        var found = await _table.Of(id).GetEntityIfExistsAsync<TableEntity>(id, RowKey, null, cancellationToken);
        return found.HasValue && found.Value!.GetString("Workspace") == workspace.Name ? GrantRow.Read(found.Value) : null;
    }

    public async ValueTask<string?> UpdateAsync(Workspace workspace, AuthorizationGrant grant, CancellationToken cancellationToken)
    {
        try
        {
            var response = await _table.Of(grant.Id).UpdateEntityAsync(
                GrantRow.Write(workspace.Name, grant, RowKey), new ETag(grant.Version!), TableUpdateMode.Replace, cancellationToken);
            return response.Headers.ETag?.ToString();
        }
        catch (RequestFailedException exception) when (exception.Status is 404 or 412)
        {
            return null;
        }
    }

    private async Task<bool> InsertAsync(Workspace workspace, AuthorizationGrant grant, CancellationToken cancellationToken)
    {
        try
        {
            var table = _table.Of(grant.Id);
            await table.AddEntityAsync(GrantRow.Write(workspace.Name, grant, RowKey), cancellationToken);
            expired.OnWrite(table);
            return true;
        }
        catch (RequestFailedException exception) when (exception.Status == 409)
        {
            return false;
        }
    }
}
