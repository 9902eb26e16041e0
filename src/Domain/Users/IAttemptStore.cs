using Tollgate.Domain.Workspaces;

namespace Tollgate.Domain.Users;

/// <summary>Counts failures by key within a window of time, for all instances together.</summary>
public interface IAttemptStore
{
    ValueTask<int> CountAsync(Workspace workspace, string key, DateTimeOffset windowEnd, CancellationToken cancellationToken);

    Task AddAsync(Workspace workspace, string key, DateTimeOffset windowEnd, CancellationToken cancellationToken);
}
