using System.Collections.Concurrent;

namespace Tollgate.Functions.Tables;

/// <summary>
/// Remembers what was found under a key of a workspace, and for less time that nothing was: asking for an unknown id again and
/// again costs nothing. One for each kind of row. Bounded by two generations, of which the older goes when the younger is half
/// the limit; the framework's cache keeps an entry's price and its uses, which costs more than the rest of a token request.
/// </summary>
internal sealed class RowCache<T>(TimeProvider time) where T : class
{
    public static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(30);
    public static readonly TimeSpan UnknownLifetime = TimeSpan.FromSeconds(5);

    public const int Limit = 10_000;

    private Generations _kept = new(New(), New());
    private int _added;

    public ValueTask<T?> GetAsync(
        string workspace, string key, Func<string, string, CancellationToken, Task<T?>> read, CancellationToken cancellationToken)
    {
        var (young, old) = _kept;
        var place = new Place(workspace, key);
        return (young.TryGetValue(place, out var entry) || old.TryGetValue(place, out entry)) && time.GetUtcNow() < entry.ExpiresAt
            ? ValueTask.FromResult(entry.Value)
            : ReadAsync(place, read, cancellationToken);
    }

    public void Remove(string workspace, string key)
    {
        var (young, old) = _kept;
        young.TryRemove(new Place(workspace, key), out _);
        old.TryRemove(new Place(workspace, key), out _);
    }

    private static ConcurrentDictionary<Place, Entry> New() => new();

    private async ValueTask<T?> ReadAsync(Place place, Func<string, string, CancellationToken, Task<T?>> read, CancellationToken cancellationToken)
    {
        var startedAt = time.GetUtcNow();
        var value = await read(place.Workspace, place.Key, cancellationToken).ConfigureAwait(false);
        if (Interlocked.Increment(ref _added) % (Limit / 2) == 0)
            _kept = new Generations(New(), _kept.Young);
        _kept.Young[place] = new Entry(value, startedAt + (value is null ? UnknownLifetime : Lifetime));
        return value;
    }

    private readonly record struct Place(string Workspace, string Key);

    private sealed record Generations(ConcurrentDictionary<Place, Entry> Young, ConcurrentDictionary<Place, Entry> Old);

    private sealed record Entry(T? Value, DateTimeOffset ExpiresAt);
}
