using Tollgate.Domain.Applications;
using Tollgate.Domain.Clients;

namespace Tollgate.Domain.Interaction;

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
