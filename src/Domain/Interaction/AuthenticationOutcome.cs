namespace Tollgate.Domain.Interaction;

/// <summary>Whose password it was; nobody's where <paramref name="Subject"/> is null, perhaps because of too many tries before.</summary>
public sealed record AuthenticationOutcome(string? Subject, TimeSpan Wait)
{
    /// <summary>When the user signed in.</summary>
    public DateTimeOffset AuthenticatedAt { get; init; }
}
