namespace Tollgate.Domain.Throttling;

/// <summary>The number of attempts that a key has in a time window. All instances use the same windows.</summary>
internal sealed record AttemptLimit(string Key, int Slots)
{
    public static readonly TimeSpan QuarterHour = TimeSpan.FromMinutes(15);
    public static readonly TimeSpan Day = TimeSpan.FromDays(1);

    public TimeSpan Length { get; init; } = QuarterHour;

    public AttemptWindow WindowAt(DateTimeOffset now) => new(Key, now.AddTicks(Length.Ticks - (now.Ticks % Length.Ticks)));
}

/// <summary>The key that is counted, and the end of the window. The next window begins at zero.</summary>
public sealed record AttemptWindow(string Key, DateTimeOffset End);

/// <summary>A slot of a window that an attempt has taken.</summary>
/// <param name="Version">Distinguishes this attempt from a later attempt that takes the same slot.</param>
public sealed record AttemptSlot(AttemptWindow Window, int Number, string Version);
