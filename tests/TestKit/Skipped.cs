using System.Collections.Concurrent;
using Xunit;

namespace Tollgate.TestKit;

/// <summary>Skips a test. It prints each reason once, because the test runner prints no reasons.</summary>
public static class Skipped
{
    private static readonly ConcurrentDictionary<string, bool> Told = new();

    public static void When(bool condition, string reason)
    {
        if (condition && Told.TryAdd(reason, true))
            TestContext.Current.SendDiagnosticMessage($"Skipped: {reason}");
        Assert.SkipWhen(condition, reason);
    }

    public static void Unless(bool condition, string reason) => When(!condition, reason);
}
