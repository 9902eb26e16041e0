using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Tollgate.Functions.Tables;

/// <summary>
/// Writes rows that follow from other rows. The answer does not wait for them, and a failure does not change it. An instance may end
/// before it has written all of them, so a later reader or a command must be able to make the missing rows from the others.
/// </summary>
public sealed class BackgroundWrites(ILogger<BackgroundWrites> logger) : IDisposable, IAsyncDisposable
{
    /// <summary>The maximum number of concurrent writes. Further writes are dropped, because the tables are too slow.</summary>
    private const int MostRunning = 200;

    private readonly ConcurrentDictionary<Task, byte> _running = new();
    private int _count;

    /// <param name="what">The name of the rows. A sentence of the log begins with it.</param>
    public void Begin(string what, Func<CancellationToken, Task> write)
    {
        if (Interlocked.Increment(ref _count) > MostRunning)
        {
            Interlocked.Decrement(ref _count);
            logger.LogWarning("{What} could not be written: the tables are too slow", what);
            return;
        }

        var running = QuietlyAsync(what, write);
        _running.TryAdd(running, 0);
        _ = running.ContinueWith(done => _running.TryRemove(done, out _), TaskScheduler.Default);
    }

    /// <summary>Waits for the writes that have begun.</summary>
    public Task FinishedAsync() => Task.WhenAll(_running.Keys);

    /// <summary>A host that stops properly waits for the writes.</summary>
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
        finally
        {
            Interlocked.Decrement(ref _count);
        }
    }
}
