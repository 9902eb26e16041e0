using Microsoft.Extensions.Time.Testing;

namespace Tollgate.TestKit;

/// <summary>A clock that stands still until a test moves it.</summary>
public static class TestClock
{
    private static readonly DateTimeOffset Beginning = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    public static FakeTimeProvider New() => new(Beginning);
}
