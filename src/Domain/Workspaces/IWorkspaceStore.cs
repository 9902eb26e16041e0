namespace Tollgate.Domain.Workspaces;

/// <summary>Finds the workspace of a request. An answer may be some seconds old.</summary>
public interface IWorkspaceStore
{
    /// <summary>Null when no workspace has the name. The default workspace always exists.</summary>
    ValueTask<Workspace?> FindAsync(string name, CancellationToken cancellationToken);
}
