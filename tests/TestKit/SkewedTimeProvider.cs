namespace Tollgate.TestKit;

/// <summary>The machine's clock plus a fixed error.</summary>
public sealed class SkewedTimeProvider(TimeSpan skew) : TimeProvider
{
    public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + skew;
}
