using Tollgate.Domain.Audit;
using Tollgate.Domain.Clients;
using Tollgate.Domain.Workspaces;

namespace Tollgate.Domain.Applications;

/// <summary>The applications, as operators manage them. The store caches nothing, and every row carries its version.</summary>
public interface IApplicationStore
{
    /// <summary>
    /// False when another request has changed the same rows since they were read, or an id is taken, or another client has a federated identity
    /// of the client.
    /// </summary>
    Task<bool> TryChangeAsync(Workspace workspace, ApplicationChange change, CancellationToken cancellationToken);

    /// <summary>
    /// Removes a request that is over, with its audit record. Such a request led to no application, so its history is not needed. Does
    /// nothing when another request has changed the row since. Never throws: the next visit tries again.
    /// </summary>
    Task ForgetAsync(Workspace workspace, ApplicationRequest request, CancellationToken cancellationToken);

    Task<Client?> FindClientAsync(Workspace workspace, string clientId, CancellationToken cancellationToken);

    /// <summary>Another client that has one of the federated identities of this client. Null when there is none.</summary>
    Task<string?> FindOtherWithIdentityAsync(Workspace workspace, Client client, CancellationToken cancellationToken);

    Task<ApplicationRequest?> FindRequestAsync(Workspace workspace, string clientId, CancellationToken cancellationToken);

    /// <summary>Clients in the order of their ids, at most <paramref name="count"/>, from the first id after <paramref name="after"/>.</summary>
    Task<Slice<Client>> SliceOfClientsAsync(Workspace workspace, string? after, int count, CancellationToken cancellationToken);

    /// <summary>The same as <see cref="SliceOfClientsAsync"/> for requests that wait for a decision.</summary>
    Task<Slice<ApplicationRequest>> SliceOfPendingAsync(Workspace workspace, string? after, int count, CancellationToken cancellationToken);

    /// <summary>
    /// The newest records of one application before a time, oldest first. The next slice is older. A slice has about
    /// <paramref name="count"/> records at most.
    /// </summary>
    Task<Slice<AuditRecord>> NewestOfAsync(Workspace workspace, string clientId, DateTimeOffset before, int count, CancellationToken cancellationToken);

    /// <summary>All clients of a workspace, in the order of their ids.</summary>
    IAsyncEnumerable<Client> ListClientsAsync(Workspace workspace, CancellationToken cancellationToken);

    /// <summary>All requests of a workspace, decided or not, in the order of their ids.</summary>
    IAsyncEnumerable<ApplicationRequest> ListRequestsAsync(Workspace workspace, CancellationToken cancellationToken);

    /// <summary>The records of one application, oldest first. They outlive the application.</summary>
    IAsyncEnumerable<AuditRecord> HistoryAsync(Workspace workspace, string clientId, CancellationToken cancellationToken);

    /// <summary>The records of all applications since a time, in no order.</summary>
    IAsyncEnumerable<AuditRecord> RecentAsync(Workspace workspace, DateTimeOffset since, CancellationToken cancellationToken);
}
