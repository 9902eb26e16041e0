using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Tollgate.Functions.Tables;

/// <summary>
/// Writes of rows that follow from other rows. The answer does not wait for them, and a failure does not change it. What an
/// instance leaves undone at its end, somebody else must be able to make from the rows that are there.
/// </summary>
public sealed class BackgroundWrites(ILogger<BackgroundWrites> logger) : IDisposable, IAsyncDisposable
{
    private readonly ConcurrentDictionary<Task, byte> _running = new();

    /// <param name="what">The rows, to begin a sentence with.</param>
    public void Begin(string what, Func<CancellationToken, Task> write)
    {
        var running = QuietlyAsync(what, write);
        _running.TryAdd(running, 0);
        _ = running.ContinueWith(done => _running.TryRemove(done, out _), TaskScheduler.Default);
    }

    /// <summary>Waits for the writes that have begun.</summary>
    public Task FinishedAsync() => Task.WhenAll(_running.Keys);

    /// <summary>A host that stops in order waits.</summary>
    public async ValueTask DisposeAsync() => await FinishedAsync();

    public void Dispose()
    {
    }

    private async Task QuietlyAsync(string what, Func<CancellationToken, Task> write)
    {
        await Task.Yield();
        try
        {
            await write(CancellationToken.None);
        }
        catch (Exception exception)
        {
            logger.LogWarning(exception, "{What} could not be written", what);
        }
    }
}
