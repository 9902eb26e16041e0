namespace Tollgate.Domain.Workspaces;

/// <summary>Where requests look their workspace up. An answer may be some seconds old.</summary>
public interface IWorkspaceStore
{
    /// <summary>Null where there is none of that name; the default one is always there.</summary>
    ValueTask<Workspace?> FindAsync(string name, CancellationToken cancellationToken);
}
