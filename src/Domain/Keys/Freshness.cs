namespace Tollgate.Domain.Keys;

/// <summary>How old a <see cref="RefreshedValue{T}"/> may be, and how long a use waits for a newer value.</summary>
public sealed record Freshness
{
    /// <summary>Up to this age a value is used without another read.</summary>
    public required TimeSpan Fresh { get; init; }

    /// <summary>From this age on a value is not used.</summary>
    public required TimeSpan Usable { get; init; }

    /// <summary>The time after a failed read in which no other read begins.</summary>
    public required TimeSpan Pause { get; init; }

    /// <summary>From this age on a use waits for a read. The known value still serves when the read fails.</summary>
    public TimeSpan? Aged { get; init; }

    /// <summary>
    /// The time from the start of a read during which a use waits for that read although a known value can serve. A slow read delays no
    /// request for longer than this. Null means that a use waits until the read ends.
    /// </summary>
    public TimeSpan? Patience { get; init; }

    /// <summary>
    /// Replaces <see cref="Patience"/> for an aged value when no read has failed for <see cref="Aged"/>. An answer that is only
    /// slow is then still used.
    /// </summary>
    public TimeSpan? AgedPatience { get; init; }
}
