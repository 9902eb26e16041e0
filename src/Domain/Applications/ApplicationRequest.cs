using Tollgate.Domain.Clients;

namespace Tollgate.Domain.Applications;

/// <summary>
/// A request for an application from the welcome page, which an operator may approve. It has its client_id from the beginning.
/// The request, its client and their history are therefore stored together and change together.
/// </summary>
public sealed record ApplicationRequest(string ClientId)
{
    /// <summary>How long a request waits for a decision. After that the request is over and counts as unknown.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromDays(30);

    /// <summary>How long an applicant can fetch the credentials after the approval.</summary>
    public static readonly TimeSpan CollectTime = TimeSpan.FromDays(14);

    public required ApplicationDescription Description { get; init; }

    public required ApplicationRequestState State { get; init; }

    /// <summary>SHA-256 of the applicant's ticket. The holder of the ticket sees the answer and fetches the secret.</summary>
    public required byte[] TicketHash { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? DecidedAt { get; init; }

    /// <summary>The operator's text for the applicant of a declined request.</summary>
    public string? Answer { get; init; }

    public bool IsOver(DateTimeOffset now) => State == ApplicationRequestState.Pending && now >= CreatedAt + Patience;

    /// <summary>The end of the time in which the applicant can fetch the credentials. Null before the approval.</summary>
    public DateTimeOffset? CollectBefore => State == ApplicationRequestState.Approved ? DecidedAt + CollectTime : null;

    /// <summary>
    /// Whether the ticket still fetches the credentials. An approved client has no secret until then. If it has a secret or keys, an operator
    /// has made them, which ends the ticket.
    /// </summary>
    public bool CanBeCollected(Client client, DateTimeOffset now) =>
        State == ApplicationRequestState.Approved && client is { Secrets.Count: 0, Keys: null, Federated.Count: 0 }
        && (CollectBefore is not { } end || now < end);

    /// <summary>The version of the row that was read. The next write succeeds only if the row still has it.</summary>
    public string? Version { get; init; }
}

/// <summary>How far a request for an application has come.</summary>
public enum ApplicationRequestState
{
    /// <summary>No operator has decided.</summary>
    Pending,

    /// <summary>The application exists. The applicant has not fetched its client_id and secret.</summary>
    Approved,

    Declined,

    /// <summary>The applicant has fetched the client_id and, for a confidential client, the secret. No page shows the secret again.</summary>
    Collected,
}
