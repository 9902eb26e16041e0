namespace Tollgate.Domain.Users;

/// <summary>How many tries a key has in a window of time; windows are the same for all instances.</summary>
internal sealed record AttemptLimit(string Key, int Slots)
{
    public static readonly TimeSpan QuarterHour = TimeSpan.FromMinutes(15);
    public static readonly TimeSpan Day = TimeSpan.FromDays(1);

    public TimeSpan Length { get; init; } = QuarterHour;

    public AttemptWindow WindowAt(DateTimeOffset now) => new(Key, now.AddTicks(Length.Ticks - (now.Ticks % Length.Ticks)));
}
