using Tollgate.Domain.Handles;
using Tollgate.Domain.Workspaces;

namespace Tollgate.Domain.PushedRequests;

/// <summary>Stores pushed authorization requests. A step is one point read and one conditional write.</summary>
public interface IPushedRequestStore
{
    /// <param name="handle">The handle whose id is the id of the request, an <see cref="ExpiringId"/>.</param>
    Task AddAsync(Workspace workspace, Handle handle, PushedRequest request, CancellationToken cancellationToken);

    /// <summary>Null unless the handle fits. Also finds spent and expired requests, until they are swept.</summary>
    ValueTask<PushedRequest?> FindAsync(Workspace workspace, Handle handle, CancellationToken cancellationToken);

    /// <summary>
    /// Writes the browser, the session, the expiry and the attempt. False when the row is not the version that
    /// <paramref name="request"/> was made from. A write whose answer was lost can give false too.
    /// </summary>
    ValueTask<bool> TryUpdateAsync(Workspace workspace, PushedRequest request, CancellationToken cancellationToken);
}
