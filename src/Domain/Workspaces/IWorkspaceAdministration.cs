namespace Tollgate.Domain.Workspaces;

/// <summary>The workspaces and their contents, as the operator command manages them. Nothing is cached.</summary>
public interface IWorkspaceAdministration
{
    /// <param name="usual">A workspace with the values that the row omits.</param>
    Task<Workspace?> FindAsync(Workspace usual, CancellationToken cancellationToken);

    /// <summary>All workspaces with a row, in the order of their names.</summary>
    /// <param name="usualOf">Makes a workspace with the values that the row of this name omits.</param>
    IAsyncEnumerable<Workspace> ListAsync(Func<string, Workspace> usualOf, CancellationToken cancellationToken = default);

    /// <summary>
    /// False when a workspace of the name exists already. It may be this workspace, if the answer to an earlier write was lost.
    /// <see cref="HasAsync"/> tells.
    /// </summary>
    Task<bool> AddAsync(Workspace workspace, CancellationToken cancellationToken);

    /// <summary>Whether a workspace of the name has exactly these settings.</summary>
    Task<bool> HasAsync(Workspace workspace, CancellationToken cancellationToken);

    /// <summary>
    /// Replaces the workspace by the result of <paramref name="change"/>, and starts again when another request has changed the row
    /// meanwhile. Null when the workspace has no row.
    /// </summary>
    Task<Workspace?> ChangeAsync(Workspace usual, Func<Workspace, Workspace> change, CancellationToken cancellationToken);

    /// <summary>False when there is no such workspace. Only the settings are removed; the contents stay.</summary>
    Task<bool> RemoveAsync(string workspace, CancellationToken cancellationToken);

    /// <summary>Counts the rows that belong to a workspace and that a later workspace of the same name would inherit.</summary>
    Task<WorkspaceContents> CountContentsAsync(string workspace, CancellationToken cancellationToken);

    /// <summary>Removes the rows that <see cref="CountContentsAsync"/> counts.</summary>
    Task RemoveContentsAsync(string workspace, CancellationToken cancellationToken);
}

/// <summary>The number of rows in a workspace.</summary>
/// <param name="Others">Rows of other kinds, such as consents.</param>
public sealed record WorkspaceContents(int Clients, int Users, int Issuers, int Others)
{
    public bool IsEmpty => this is { Clients: 0, Users: 0, Issuers: 0, Others: 0 };
}
