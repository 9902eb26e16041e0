using System.Runtime.CompilerServices;
using Azure;
using Azure.Data.Tables;
using Tollgate.Domain.Workspaces;

namespace Tollgate.Functions.Tables;

/// <summary>Stores the settings of workspaces: a partition for each, named after it. The default workspace works without a row.</summary>
public sealed class WorkspaceTable(TableAccounts tables) : IWorkspaceAdministration
{
    private const string RowKey = "workspace";

    private readonly TableClient _table = tables.Home(TableNames.Workspaces);
    private readonly WorkspaceRows _contents = new(tables);

    public async Task<Workspace?> FindAsync(Workspace usual, CancellationToken cancellationToken)
    {
        var found = await _table.GetEntityIfExistsAsync<TableEntity>(usual.Name, RowKey, null, cancellationToken);
        return found.HasValue ? WorkspaceRow.Read(found.Value!, usual) : null;
    }

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

    public async Task<bool> HasAsync(Workspace workspace, CancellationToken cancellationToken)
    {
        var found = await _table.GetEntityIfExistsAsync<TableEntity>(workspace.Name, RowKey, null, cancellationToken);
        return found.HasValue && WorkspaceRow.Write(workspace, RowKey).HasSameColumns(found.Value!);
    }

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

    public async Task<bool> RemoveAsync(string workspace, CancellationToken cancellationToken)
    {
        var response = await _table.DeleteEntityAsync(workspace, RowKey, ETag.All, cancellationToken);
        return response.Status != 404;
    }

    /// <summary>Scans the table, so it is for operators only.</summary>
    public async IAsyncEnumerable<Workspace> ListAsync(
        Func<string, Workspace> usualOf, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await foreach (var row in _table.QueryAsync<TableEntity>((string?)null, null, null, cancellationToken))
            yield return WorkspaceRow.Read(row, usualOf(row.PartitionKey));
    }

    public Task<WorkspaceContents> CountContentsAsync(string workspace, CancellationToken cancellationToken) =>
        _contents.CountAsync(workspace, cancellationToken);

    public Task RemoveContentsAsync(string workspace, CancellationToken cancellationToken) => _contents.RemoveAsync(workspace, cancellationToken);
}
