using System.Diagnostics;

namespace Tollgate.Load;

/// <summary>Two ways to send requests: as fast as the answers come (closed), or at a fixed rate (open).</summary>
internal static class Loops
{
    /// <summary>Each connection has one request under way at any time.</summary>
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
                // A late timer is not the server's fault. So after a wait, the time counts from the sending and not from the due time.
                if (wait > TimeSpan.Zero)
                    await Task.Delay(wait);
                else
                    wire.IsDueAt(due);
                await mix.NextAsync(wire);
            }
        })));
    }
}
