using System.Runtime.CompilerServices;
using Azure;
using Azure.Data.Tables;
using Tollgate.Domain.Workspaces;

namespace Tollgate.Functions.Tables;

/// <summary>Stores the settings of workspaces: a partition for each, named after it. The default workspace works without a row.</summary>
public sealed class WorkspaceTable(TableAccounts tables)
{
    private const string RowKey = "workspace";

    private readonly TableClient _table = tables.Home(TableNames.Workspaces);

    /// <param name="usual">The workspace that has the values which the row omits.</param>
    public async Task<Workspace?> FindAsync(Workspace usual, CancellationToken cancellationToken)
    {
        var found = await _table.GetEntityIfExistsAsync<TableEntity>(usual.Name, RowKey, null, cancellationToken);
        return found.HasValue ? WorkspaceRow.Read(found.Value!, usual) : null;
    }

    /// <summary>
    /// False when a workspace of the name exists already. <see cref="HasAsync"/> tells whether it may be this one, added by a
    /// write whose answer was lost.
    /// </summary>
    public async Task<bool> AddAsync(Workspace workspace, CancellationToken cancellationToken)
    {
        try
        {
            await _table.AddEntityAsync(WorkspaceRow.Write(workspace, RowKey), cancellationToken);
            return true;
        }
        catch (RequestFailedException exception) when (exception.Status == 409)
        {
            return false;
        }
    }

    /// <summary>Whether a workspace of the name has exactly these settings.</summary>
    public async Task<bool> HasAsync(Workspace workspace, CancellationToken cancellationToken)
    {
        var found = await _table.GetEntityIfExistsAsync<TableEntity>(workspace.Name, RowKey, null, cancellationToken);
        return found.HasValue && IsSame(WorkspaceRow.Write(workspace, RowKey), found.Value!);
    }

    /// <summary>
    /// Replaces the workspace by the result of <paramref name="change"/>, and starts again when another request was faster. Null
    /// when it has no row.
    /// </summary>
    public async Task<Workspace?> ChangeAsync(Workspace usual, Func<Workspace, Workspace> change, CancellationToken cancellationToken)
    {
        while (true)
        {
            var found = await _table.GetEntityIfExistsAsync<TableEntity>(usual.Name, RowKey, null, cancellationToken);
            if (!found.HasValue)
                return null;
            var changed = change(WorkspaceRow.Read(found.Value!, usual));
            try
            {
                await _table.UpdateEntityAsync(
                    WorkspaceRow.Write(changed, RowKey), found.Value!.ETag, TableUpdateMode.Replace, cancellationToken);
                return changed;
            }
            catch (RequestFailedException exception) when (exception.Status == 412)
            {
                // Apply the change to the new version.
            }
        }
    }

    private static bool IsSame(TableEntity written, TableEntity found) =>
        written.Keys.Union(found.Keys.Where(column => column is not ("Timestamp" or "odata.etag")))
            .All(column => written.TryGetValue(column, out var one) && found.TryGetValue(column, out var other) && Equals(one, other));

    /// <summary>False when there is no such workspace. Only the settings are removed; its other data is in other tables.</summary>
    public async Task<bool> RemoveAsync(string workspace, CancellationToken cancellationToken)
    {
        var response = await _table.DeleteEntityAsync(workspace, RowKey, ETag.All, cancellationToken);
        return response.Status != 404;
    }

    /// <summary>All workspaces with a row, in the order of their names. This scans the table, so it is for operators only.</summary>
    /// <param name="usualOf">The workspace of a name that has the values which the row omits.</param>
    public async IAsyncEnumerable<Workspace> ListAsync(
        Func<string, Workspace> usualOf, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await foreach (var row in _table.QueryAsync<TableEntity>((string?)null, null, null, cancellationToken))
            yield return WorkspaceRow.Read(row, usualOf(row.PartitionKey));
    }
}
