namespace Tollgate.Functions.Signing;

/// <summary>
/// Makes the first keys of algorithms in the background, at most one key for each algorithm at a time. If another instance is faster, its
/// key counts.
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

    /// <summary>Returns the work that is in progress, or begins it. The work ends after the instance has read the list with the new key.</summary>
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
