using Tollgate.Domain.Workspaces;

namespace Tollgate.Domain.Users;

/// <summary>Which browsers a user has signed in with.</summary>
public interface IBrowserStore
{
    ValueTask<bool> KnowsAsync(Workspace workspace, string username, string browser, CancellationToken cancellationToken);

    Task AddAsync(Workspace workspace, string username, string browser, CancellationToken cancellationToken);
}
