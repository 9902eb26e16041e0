namespace Tollgate.Domain.Throttling;

/// <summary>How many tries a key has in a window of time; windows are the same for all instances.</summary>
internal sealed record AttemptLimit(string Key, int Slots)
{
    public static readonly TimeSpan QuarterHour = TimeSpan.FromMinutes(15);
    public static readonly TimeSpan Day = TimeSpan.FromDays(1);

    public TimeSpan Length { get; init; } = QuarterHour;

    public AttemptWindow WindowAt(DateTimeOffset now) => new(Key, now.AddTicks(Length.Ticks - (now.Ticks % Length.Ticks)));
}

/// <summary>What is counted, and until when: the next window begins with no try.</summary>
public sealed record AttemptWindow(string Key, DateTimeOffset End);

/// <summary>One of the tries that a window has, taken.</summary>
/// <param name="Version">Tells this taking of the slot from a later one.</param>
public sealed record AttemptSlot(AttemptWindow Window, int Number, string Version);
