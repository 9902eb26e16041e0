using Tollgate.Domain.Audit;
using Tollgate.Domain.Clients;
using Tollgate.Domain.Messages;
using Tollgate.Domain.Welcome;

namespace Tollgate.Domain.Applications;

/// <summary>The form that asks for an application. If an entry is wrong, the page shows the form again with its problems.</summary>
public sealed record ApplicationRequestPage(string FormToken, ApplicationDescription Form, IReadOnlyList<FormProblem> Problems) : Page
{
    /// <summary>The time until the server accepts a further request. Zero unless too many requests came.</summary>
    public TimeSpan Wait { get; init; }

    /// <summary>The form came from another site, or the browser has lost its cookie.</summary>
    public bool IsStale { get; init; }
}

/// <summary>The page that the ticket opens: the request waits, was declined, or was approved.</summary>
/// <param name="Ticket">The holder of the ticket is the applicant. The address of this page contains the ticket.</param>
/// <param name="FormToken">For the form that fetches the secret after the approval.</param>
public sealed record ApplicationStatusPage(string Ticket, string FormToken, ApplicationRequest Request) : Page
{
    /// <summary>The new secret. Only the answer that created it shows it.</summary>
    public string? Secret { get; init; }

    /// <summary>The approved client. Null before the approval, and after the removal of the client.</summary>
    public Client? Client { get; init; }

    /// <summary>The values for the examples of the welcome page. Null until the application exists.</summary>
    public ExampleClient? Example { get; init; }

    /// <summary>Whether the request was approved but its ticket no longer fetches the credentials.</summary>
    public bool HasEnded { get; init; }

    /// <summary>Whether the request has just been sent. The page then asks the applicant to keep the address.</summary>
    public bool IsNew { get; init; }
}

/// <summary>Tells the applicant that the address is invalid or has expired.</summary>
public sealed record ApplicationOverPage : Page;

/// <summary>The applications of a workspace for its operators. Each list is one page long.</summary>
/// <param name="Requests">A page of the requests that wait for a decision, oldest first.</param>
/// <param name="Recent">The newest changes, newest first.</param>
public sealed record ApplicationsPage(
    string Username, IReadOnlyList<ApplicationRequest> Requests, IReadOnlyList<Client> Clients, IReadOnlyList<AuditRecord> Recent) : Page
{
    /// <summary>The client_id after which the next page of requests begins. Null on the last page.</summary>
    public string? NextRequests { get; init; }

    /// <summary>The client_id after which the next page of applications begins. Null on the last page.</summary>
    public string? NextClients { get; init; }

    /// <summary>The change that the last form made: one of <see cref="Changes"/>.</summary>
    public string? Done { get; init; }

    /// <summary>Whether the workspace has further recent changes, which this page does not show.</summary>
    public bool HasMoreChanges { get; init; }
}

/// <summary>
/// One application for an operator, with its form, secrets and history. The same page shows the form of a new application, or a
/// request that waits for a decision.
/// </summary>
public sealed record ApplicationPage(string Username, string FormToken, ApplicationDescription Form) : Page
{
    /// <summary>Null for an application that does not exist yet.</summary>
    public Client? Client { get; init; }

    /// <summary>The request that waits for a decision. Null when the page shows a client or the form of a new application.</summary>
    public ApplicationRequest? Request { get; init; }

    /// <summary>The new secret. Only the first page after it was made shows it.</summary>
    public string? Secret { get; init; }

    /// <summary>Whether the page at this address has shown a new secret before.</summary>
    public bool HasShownSecret { get; init; }

    public IReadOnlyList<FormProblem> Problems { get; init; } = [];

    /// <summary>Whether the application was changed while the form was open. The page shows the newest state.</summary>
    public bool IsOvertaken { get; init; }

    /// <summary>Whether the form was made for another session, so that nothing was changed.</summary>
    public bool IsStale { get; init; }

    /// <summary>The change that was just made: one of <see cref="Changes"/>.</summary>
    public string? Done { get; init; }

    /// <summary>One page of the history, oldest first.</summary>
    public IReadOnlyList<AuditRecord> History { get; init; } = [];

    /// <summary>The key before which the next older page of the history ends. Null when there is no older history.</summary>
    public string? OlderHistory { get; init; }

    /// <summary>The page shows which secrets are valid at this time.</summary>
    public required DateTimeOffset Now { get; init; }
}
