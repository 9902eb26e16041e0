using Azure;
using Azure.Data.Tables;
using Tollgate.Domain.Grants;
using Tollgate.Domain.Workspaces;

namespace Tollgate.Functions.Tables;

/// <summary>Grants: one row each, in a partition of its own that is named after the grant.</summary>
public sealed class GrantTable(TableServiceClient tables, ExpiredRows expired) : IGrantStore
{
    private const string RowKey = "grant";

    private readonly TableClient _table = tables.GetTableClient(TableNames.Grants);

    public async Task AddAsync(Workspace workspace, AuthorizationGrant grant, CancellationToken cancellationToken)
    {
        try
        {
            await _table.AddEntityAsync(GrantRow.Write(workspace.Name, grant, RowKey), cancellationToken).ConfigureAwait(false);
        }
        catch (RequestFailedException exception) when (exception.Status == 409)
        {
            // Its id has 128 random bits, so this is our own insert, repeated by the transport after a lost answer.
        }

        expired.OnWrite(_table);
    }

    public async ValueTask<AuthorizationGrant?> FindAsync(Workspace workspace, string id, CancellationToken cancellationToken)
    {
        var found = await _table.GetEntityIfExistsAsync<TableEntity>(id, RowKey, null, cancellationToken).ConfigureAwait(false);
        return found.HasValue && found.Value!.GetString("Workspace") == workspace.Name ? GrantRow.Read(found.Value) : null;
    }

    public async ValueTask<bool> TryUpdateAsync(Workspace workspace, AuthorizationGrant grant, CancellationToken cancellationToken)
    {
        try
        {
            await _table.UpdateEntityAsync(
                GrantRow.Write(workspace.Name, grant, RowKey), new ETag(grant.Version!), TableUpdateMode.Replace, cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (RequestFailedException exception) when (exception.Status is 404 or 412)
        {
            return false;
        }
    }
}
