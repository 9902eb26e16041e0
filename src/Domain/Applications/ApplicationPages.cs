using Tollgate.Domain.Audit;
using Tollgate.Domain.Clients;
using Tollgate.Domain.Messages;
using Tollgate.Domain.Welcome;

namespace Tollgate.Domain.Applications;

/// <summary>The form that asks for an application; shown again with what is wrong.</summary>
public sealed record ApplicationRequestPage(string FormToken, ApplicationDescription Form, IReadOnlyList<FormProblem> Problems) : Page
{
    /// <summary>Too many requests came from the same place; until then none is taken.</summary>
    public TimeSpan Wait { get; init; }

    /// <summary>The form came from elsewhere, or the browser has lost its cookie.</summary>
    public bool IsStale { get; init; }
}

/// <summary>What the applicant sees with the ticket: wait, no, or how to go on.</summary>
/// <param name="Ticket">Proof of being the applicant; the address of this page carries it.</param>
/// <param name="FormToken">For fetching the secret, once approved.</param>
public sealed record ApplicationStatusPage(string Ticket, string FormToken, ApplicationRequest Request) : Page
{
    /// <summary>Shown this once, to whoever has just fetched it.</summary>
    public string? Secret { get; init; }

    /// <summary>What the operator made of the request; null before, and where it has been removed since.</summary>
    public Client? Client { get; init; }

    /// <summary>The examples of the welcome page with the application's own values, once there is an application.</summary>
    public ExampleClient? Example { get; init; }

    /// <summary>Whether the request has just been sent: the applicant must keep the address.</summary>
    public bool IsNew { get; init; }
}

/// <summary>An applicant's address where there is no request any more, or never was one.</summary>
public sealed record ApplicationOverPage : Page;

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

/// <summary>One application for an operator: its form, its secrets, and its history; or the form of a new one, or of a request to decide.</summary>
public sealed record ApplicationPage(string Username, string FormToken, ApplicationDescription Form) : Page
{
    /// <summary>Null for one that does not exist yet.</summary>
    public Client? Client { get; init; }

    /// <summary>The request that is to be decided; null for other applications.</summary>
    public ApplicationRequest? Request { get; init; }

    /// <summary>Shown this once.</summary>
    public string? Secret { get; init; }

    public IReadOnlyList<FormProblem> Problems { get; init; } = [];

    /// <summary>Somebody else changed it while the form was open; what is shown is the newest state.</summary>
    public bool IsOvertaken { get; init; }

    /// <summary>What has just been done: one of <see cref="Changes"/>.</summary>
    public string? Done { get; init; }

    /// <summary>A page of it, oldest first.</summary>
    public IReadOnlyList<AuditRecord> History { get; init; } = [];

    /// <summary>Where older history begins; null where there is none.</summary>
    public string? OlderHistory { get; init; }

    /// <summary>The secrets that open doors at this time are live.</summary>
    public required DateTimeOffset Now { get; init; }
}
