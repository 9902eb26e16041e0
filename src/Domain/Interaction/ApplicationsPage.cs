using Tollgate.Domain.Applications;
using Tollgate.Domain.Clients;

namespace Tollgate.Domain.Interaction;

/// <summary>All applications of a workspace, for its operators.</summary>
/// <param name="Requests">Those that nobody has decided.</param>
/// <param name="Recent">The newest first.</param>
public sealed record ApplicationsPage(
    string Username, IReadOnlyList<ApplicationRequest> Requests, IReadOnlyList<Client> Clients, IReadOnlyList<AuditRecord> Recent) : Page;
