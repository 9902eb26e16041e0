using Tollgate.Domain.Handles;
using Tollgate.Domain.Workspaces;

namespace Tollgate.Domain.Sessions;

/// <summary>Stores sessions on the server, so that signing out ends a session on all instances at once.</summary>
public interface ISessionStore
{
    Task AddAsync(Workspace workspace, Handle handle, Session session, CancellationToken cancellationToken);

    /// <summary>Null unless the handle fits and the session has not expired.</summary>
    ValueTask<Session?> FindAsync(Workspace workspace, Handle handle, CancellationToken cancellationToken);

    Task RemoveAsync(Workspace workspace, string sessionId, CancellationToken cancellationToken);
}
