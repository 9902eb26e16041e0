namespace Tollgate.Domain.Grants;

/// <summary>The polling of a device (RFC 8628 §3.5), kept in the row so that all instances enforce one pace.</summary>
public sealed record DeviceState(DateTimeOffset ExpiresAt, TimeSpan Interval, DateTimeOffset PolledAt)
{
    /// <summary>The time that slow_down adds to the interval (RFC 8628 §3.5).</summary>
    public static readonly TimeSpan Increment = TimeSpan.FromSeconds(5);

    /// <summary>A poll may be too early by this time, because network delays vary.</summary>
    private static readonly TimeSpan Tolerance = TimeSpan.FromMilliseconds(500);

    public bool IsTooEarly(DateTimeOffset now) => now < PolledAt + Interval - Tolerance;
}
