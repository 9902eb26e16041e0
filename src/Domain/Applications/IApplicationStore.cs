using Tollgate.Domain.Audit;
using Tollgate.Domain.Clients;
using Tollgate.Domain.Workspaces;

namespace Tollgate.Domain.Applications;

/// <summary>Applications as those see them who manage them: never remembered, always with their versions.</summary>
public interface IApplicationStore
{
    /// <summary>False where somebody else has changed the same since, or an id is taken.</summary>
    Task<bool> TryChangeAsync(Workspace workspace, ApplicationChange change, CancellationToken cancellationToken);

    /// <summary>
    /// Forgets a request that is over, and that it was made: no application came of it whose history that would be. Nothing
    /// happens where somebody has changed it since. Never fails: the next visit tries again.
    /// </summary>
    Task ForgetAsync(Workspace workspace, ApplicationRequest request, CancellationToken cancellationToken);

    Task<Client?> FindClientAsync(Workspace workspace, string clientId, CancellationToken cancellationToken);

    Task<ApplicationRequest?> FindRequestAsync(Workspace workspace, string clientId, CancellationToken cancellationToken);

    /// <summary>Clients in the order of their ids, at most <paramref name="count"/>, from the first id after <paramref name="after"/>.</summary>
    Task<Slice<Client>> SliceOfClientsAsync(Workspace workspace, string? after, int count, CancellationToken cancellationToken);

    /// <summary>The same of requests that nobody has decided.</summary>
    Task<Slice<ApplicationRequest>> SliceOfPendingAsync(Workspace workspace, string? after, int count, CancellationToken cancellationToken);

    /// <summary>The newest records of one application before a time, oldest first; the next slice is older. About <paramref name="count"/> at most.</summary>
    Task<Slice<AuditRecord>> NewestOfAsync(Workspace workspace, string clientId, DateTimeOffset before, int count, CancellationToken cancellationToken);

    /// <summary>In the order of their ids.</summary>
    IAsyncEnumerable<Client> ListClientsAsync(Workspace workspace, CancellationToken cancellationToken);

    /// <summary>In the order of their ids, whatever came of them.</summary>
    IAsyncEnumerable<ApplicationRequest> ListRequestsAsync(Workspace workspace, CancellationToken cancellationToken);

    /// <summary>The records of one application, oldest first; they outlive it.</summary>
    IAsyncEnumerable<AuditRecord> HistoryAsync(Workspace workspace, string clientId, CancellationToken cancellationToken);

    /// <summary>The records of all applications since a time, in no order.</summary>
    IAsyncEnumerable<AuditRecord> RecentAsync(Workspace workspace, DateTimeOffset since, CancellationToken cancellationToken);
}
