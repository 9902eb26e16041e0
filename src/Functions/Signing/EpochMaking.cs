namespace Tollgate.Functions.Signing;

/// <summary>
/// Makes the first keys of algorithms in the background, one making for each algorithm at a time. Another instance may be faster: then
/// its key counts.
/// </summary>
/// <param name="reread">Reads the list of keys again.</param>
internal sealed class EpochMaking(EpochKeyMaker maker, string ring, Func<Task> reread, Action<Exception> onFailure)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, Task> _running = [];

    public Task All
    {
        get
        {
            lock (_gate)
                return Task.WhenAll(_running.Values);
        }
    }

    /// <summary>The making in progress, or a new one. It ends after the list with the key has been read.</summary>
    /// <param name="number">The next free number.</param>
    public Task Of(string algorithm, int number)
    {
        lock (_gate)
            return _running.TryGetValue(algorithm, out var running) && !running.IsCompleted
                ? running
                : _running[algorithm] = Task.Run(() => MakeAsync(algorithm, number));
    }

    private async Task MakeAsync(string algorithm, int number)
    {
        try
        {
            await maker.MakeAsync(ring, algorithm, number, CancellationToken.None);
        }
        catch (Exception exception)
        {
            onFailure(exception);
            throw;
        }

        await reread();
    }
}
