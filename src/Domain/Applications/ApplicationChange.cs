using Tollgate.Domain.Clients;

namespace Tollgate.Domain.Applications;

/// <summary>
/// One change of an application: its client, its request or both, and the record of it. All of it happens or nothing, and
/// only if nobody has changed the same rows since they were read.
/// </summary>
public sealed record ApplicationChange(AuditRecord Record)
{
    /// <summary>The client as it is to be; a new one where it has no version.</summary>
    public Client? Client { get; init; }

    /// <summary>The client that is to go.</summary>
    public Client? Removed { get; init; }

    /// <summary>The request as it is to be; a new one where it has no version.</summary>
    public ApplicationRequest? Request { get; init; }
}
