namespace Tollgate.Domain.Applications;

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
