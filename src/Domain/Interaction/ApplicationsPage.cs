using Tollgate.Domain.Applications;
using Tollgate.Domain.Clients;

namespace Tollgate.Domain.Interaction;

/// <summary>All applications of a workspace, for its operators.</summary>
/// <param name="Requests">The oldest of those that nobody has decided.</param>
/// <param name="Recent">The newest first.</param>
public sealed record ApplicationsPage(
    string Username, IReadOnlyList<ApplicationRequest> Requests, IReadOnlyList<Client> Clients, IReadOnlyList<AuditRecord> Recent) : Page
{
    /// <summary>How many more wait, for which there is no room.</summary>
    public int MoreRequests { get; init; }
}
