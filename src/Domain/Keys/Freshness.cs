namespace Tollgate.Domain.Keys;

/// <summary>How old a <see cref="RefreshedValue{T}"/> may be, and how long a use waits for a newer one.</summary>
public sealed record Freshness
{
    /// <summary>Until this age a value is used without a reading.</summary>
    public required TimeSpan Fresh { get; init; }

    /// <summary>From this age on a value is not used any more.</summary>
    public required TimeSpan Usable { get; init; }

    /// <summary>The time after a failed reading in which no other one begins.</summary>
    public required TimeSpan Pause { get; init; }

    /// <summary>From this age on a use waits for the reading; what is known still serves where that fails.</summary>
    public TimeSpan? Aged { get; init; }

    /// <summary>
    /// So long after its beginning a reading is waited for while anything known may serve: what is slow holds up no request for
    /// longer, however many come. To its end where null.
    /// </summary>
    public TimeSpan? Patience { get; init; }

    /// <summary>
    /// The patience in place of that where the value is aged and no reading has failed for <see cref="Aged"/>: an answer that is
    /// only slow is used.
    /// </summary>
    public TimeSpan? AgedPatience { get; init; }
}
