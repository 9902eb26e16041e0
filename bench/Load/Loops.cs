using System.Diagnostics;

namespace Tollgate.Load;

/// <summary>The two ways to ask: as fast as answers come, and at a pace that does not care for answers.</summary>
internal static class Loops
{
    /// <summary>Each connection has one request under way.</summary>
    public static Task ClosedAsync(IReadOnlyList<Wire> wires, Mix mix, TimeSpan time) => Task.WhenAll(wires.Select(wire => Task.Run(async () =>
    {
        for (var start = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(start) < time;)
            await mix.NextAsync(wire);
    })));

    /// <summary>Sends a fixed number of requests a second. A request waits if no connection is free, and its time includes the wait.</summary>
    public static Task OpenAsync(IReadOnlyList<Wire> wires, Mix mix, double perSecond, TimeSpan time)
    {
        var (start, next, count) = (Stopwatch.GetTimestamp(), -1L, (long)(perSecond * time.TotalSeconds));
        return Task.WhenAll(wires.Select(wire => Task.Run(async () =>
        {
            for (long turn; (turn = Interlocked.Increment(ref next)) < count;)
            {
                var due = start + (long)(turn / perSecond * Stopwatch.Frequency);
                var wait = Stopwatch.GetElapsedTime(Stopwatch.GetTimestamp(), due);
                // A timer that wakes late is not the server's doing, and no reason to time from earlier.
                if (wait > TimeSpan.Zero)
                    await Task.Delay(wait);
                else
                    wire.IsDueAt(due);
                await mix.NextAsync(wire);
            }
        })));
    }
}
