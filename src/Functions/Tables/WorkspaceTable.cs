using System.Runtime.CompilerServices;
using Azure;
using Azure.Data.Tables;
using Tollgate.Domain.Workspaces;

namespace Tollgate.Functions.Tables;

/// <summary>The settings of workspaces: a partition for each, named after it. The default workspace works without a row.</summary>
public sealed class WorkspaceTable(TableServiceClient tables)
{
    private const string RowKey = "workspace";

    private readonly TableClient _table = tables.GetTableClient(TableNames.Workspaces);

    /// <param name="usual">What the workspace is where its row says nothing.</param>
    public async Task<Workspace?> FindAsync(Workspace usual, CancellationToken cancellationToken)
    {
        var found = await _table.GetEntityIfExistsAsync<TableEntity>(usual.Name, RowKey, null, cancellationToken);
        return found.HasValue ? WorkspaceRow.Read(found.Value!, usual) : null;
    }

    /// <summary>
    /// False where a workspace of the name exists already. <see cref="HasAsync"/> says whether it may be this one, added by a write whose
    /// answer was lost.
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

    /// <summary>Whether there is a workspace of the name with the very same settings.</summary>
    public async Task<bool> HasAsync(Workspace workspace, CancellationToken cancellationToken)
    {
        var found = await _table.GetEntityIfExistsAsync<TableEntity>(workspace.Name, RowKey, null, cancellationToken);
        return found.HasValue && IsSame(WorkspaceRow.Write(workspace, RowKey), found.Value!);
    }

    /// <summary>
    /// Replaces the workspace by what <paramref name="change"/> makes of it, and starts again where somebody else was faster.
    /// Null where there is no row of it.
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
                // Read what the other one wrote, and change that.
            }
        }
    }

    private static bool IsSame(TableEntity written, TableEntity found) =>
        written.Keys.Union(found.Keys.Where(column => column is not ("Timestamp" or "odata.etag")))
            .All(column => written.TryGetValue(column, out var one) && found.TryGetValue(column, out var other) && Equals(one, other));

    /// <summary>False where there is no such workspace. Only the settings go; what belongs to it lies in other tables.</summary>
    public async Task<bool> RemoveAsync(string workspace, CancellationToken cancellationToken)
    {
        var response = await _table.DeleteEntityAsync(workspace, RowKey, ETag.All, cancellationToken);
        return response.Status != 404;
    }

    /// <summary>All that have a row, in the order of their names: a scan, for operators only.</summary>
    /// <param name="usualOf">What the workspace of a name is where its row says nothing.</param>
    public async IAsyncEnumerable<Workspace> ListAsync(
        Func<string, Workspace> usualOf, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await foreach (var row in _table.QueryAsync<TableEntity>((string?)null, null, null, cancellationToken))
            yield return WorkspaceRow.Read(row, usualOf(row.PartitionKey));
    }
}
