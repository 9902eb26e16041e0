namespace Tollgate.TestKit;

/// <summary>The machine's clock, wrong by a span.</summary>
public sealed class SkewedTimeProvider(TimeSpan skew) : TimeProvider
{
    public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + skew;
}
