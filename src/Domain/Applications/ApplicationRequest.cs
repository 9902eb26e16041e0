namespace Tollgate.Domain.Applications;

/// <summary>
/// What somebody asks for on the welcome page: an application that an operator may approve. It has its client_id from the
/// beginning, so that the request, the client that comes of it and their history lie together and change together.
/// </summary>
public sealed record ApplicationRequest(string ClientId)
{
    /// <summary>How long a request waits for an operator. One that nobody has decided by then is over, and as good as unknown.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromDays(30);

    public required ApplicationDescription Description { get; init; }

    public required ApplicationRequestState State { get; init; }

    /// <summary>SHA-256 of the applicant's ticket: whoever has the ticket sees the answer and fetches the secret.</summary>
    public required byte[] TicketHash { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? DecidedAt { get; init; }

    /// <summary>What the operator says to the applicant with a no.</summary>
    public string? Answer { get; init; }

    public bool IsOver(DateTimeOffset now) => State == ApplicationRequestState.Pending && now >= CreatedAt + Patience;

    /// <summary>The version of the row that was read; the next write holds only if it still is.</summary>
    public string? Version { get; init; }
}

/// <summary>How far a request for an application has come.</summary>
public enum ApplicationRequestState
{
    /// <summary>No operator has decided.</summary>
    Pending,

    /// <summary>The application exists; its applicant has not fetched what it needs.</summary>
    Approved,

    Declined,

    /// <summary>The applicant has fetched the client_id and, this once, the secret.</summary>
    Collected,
}
