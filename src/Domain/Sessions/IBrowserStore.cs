using Tollgate.Domain.Workspaces;

namespace Tollgate.Domain.Sessions;

/// <summary>Which browsers a user has signed in with.</summary>
public interface IBrowserStore
{
    ValueTask<bool> KnowsAsync(Workspace workspace, string username, string browser, CancellationToken cancellationToken);

    /// <summary>Never fails: a browser that cannot be remembered is a new one at the next sign-in.</summary>
    Task AddAsync(Workspace workspace, string username, string browser, CancellationToken cancellationToken);
}
