using Tollgate.Domain.Applications;
using Tollgate.Domain.Clients;

namespace Tollgate.Domain.Interaction;

/// <summary>The applications of a workspace, a page of each list, for its operators.</summary>
/// <param name="Requests">Some that nobody has decided, the oldest of them first.</param>
/// <param name="Recent">The newest first.</param>
public sealed record ApplicationsPage(
    string Username, IReadOnlyList<ApplicationRequest> Requests, IReadOnlyList<Client> Clients, IReadOnlyList<AuditRecord> Recent) : Page
{
    /// <summary>The client_id after which the next page of requests begins; null where this is the last.</summary>
    public string? NextRequests { get; init; }

    /// <summary>The same of applications.</summary>
    public string? NextClients { get; init; }

    /// <summary>There are more recent changes than were read.</summary>
    public bool HasMoreChanges { get; init; }
}
