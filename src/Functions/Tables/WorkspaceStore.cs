using Tollgate.Domain.Workspaces;
using Tollgate.Functions.Settings;

namespace Tollgate.Functions.Tables;

/// <summary>Caches workspaces for some seconds. The settings of the deployment give the values that a row omits.</summary>
public sealed class WorkspaceStore(WorkspaceTable table, TollgateSettings settings, TimeProvider time) : IWorkspaceStore
{
    private readonly RowCache<Workspace> _cache = new(time);

    public ValueTask<Workspace?> FindAsync(string name, CancellationToken cancellationToken) =>
        name == Workspace.DefaultName || WorkspaceName.IsWellFormed(name)
            ? _cache.GetAsync("", name, ReadAsync, cancellationToken)
            : ValueTask.FromResult<Workspace?>(null);

    private async Task<Workspace?> ReadAsync(string _, string name, CancellationToken cancellationToken)
    {
        var usual = settings.UsualWorkspace(name);
        return await table.FindAsync(usual, cancellationToken) ?? (usual.IsDefault ? usual : null);
    }
}
