using Tollgate.Domain.Workspaces;

namespace Tollgate.Domain.Sessions;

/// <summary>Remembers the browsers that a user has signed in with.</summary>
public interface IBrowserStore
{
    ValueTask<bool> KnowsAsync(Workspace workspace, string username, string browser, CancellationToken cancellationToken);

    /// <summary>Never throws. A browser that could not be stored counts as new at the next sign-in.</summary>
    Task AddAsync(Workspace workspace, string username, string browser, CancellationToken cancellationToken);
}
