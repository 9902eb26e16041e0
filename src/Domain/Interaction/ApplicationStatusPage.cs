using Tollgate.Domain.Applications;
using Tollgate.Domain.Clients;

namespace Tollgate.Domain.Interaction;

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
