using System.Collections.Concurrent;
using Tollgate.Domain.Handles;

namespace Tollgate.Functions.Tables;

/// <summary>
/// Caches the rows of a workspace by their keys. It also caches, for less time, that a key has no row. So repeated requests for an unknown
/// id read no table. Each kind of row has a cache of its own. A cache holds two generations: when the younger one has half of the entries
/// or of the size, the older one is dropped. The framework's cache tracks the size and the uses of each entry, which costs more than the
/// rest of a token request.
/// </summary>
/// <param name="sizeOf">Counts the characters in a value that outsiders can choose. Null when outsiders can choose too few characters to matter.</param>
internal sealed class RowCache<T>(TimeProvider time, Func<T, int>? sizeOf = null) where T : class
{
    public static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(30);
    public static readonly TimeSpan UnknownLifetime = TimeSpan.FromSeconds(5);

    public const int Limit = 10_000;

    /// <summary>The maximum number of characters from outsiders in all entries.</summary>
    public const int SizeLimit = 16 * 1024 * 1024;

    /// <summary>No key that this server makes is longer. A caller made up a longer key, so the cache keeps only the hash of it.</summary>
    private const int MaximumKeyLength = 160;

    private Generations _kept = new(New(), New());
    private int _added;
    private int _size;

    public ValueTask<T?> GetAsync(
        string workspace, string key, Func<string, string, CancellationToken, Task<T?>> read, CancellationToken cancellationToken)
    {
        var (young, old) = _kept;
        var place = PlaceOf(workspace, key);
        return (young.TryGetValue(place, out var entry) || old.TryGetValue(place, out entry)) && time.GetUtcNow() < entry.ExpiresAt
            ? ValueTask.FromResult(entry.Value)
            : ReadAsync(place, key, read, cancellationToken);
    }

    public void Remove(string workspace, string key)
    {
        var (young, old) = _kept;
        young.TryRemove(PlaceOf(workspace, key), out _);
        old.TryRemove(PlaceOf(workspace, key), out _);
    }

    private static Place PlaceOf(string workspace, string key) => new(workspace, key.Length <= MaximumKeyLength ? key : "#" + KeyHash.Of(key));

    private static ConcurrentDictionary<Place, Entry> New() => new();

    private async ValueTask<T?> ReadAsync(
        Place place, string key, Func<string, string, CancellationToken, Task<T?>> read, CancellationToken cancellationToken)
    {
        var startedAt = time.GetUtcNow();
        var value = await read(place.Workspace, key, cancellationToken);
        var size = Interlocked.Add(ref _size, value is null || sizeOf is null ? 0 : sizeOf(value));
        if (Interlocked.Increment(ref _added) % (Limit / 2) == 0 || size > SizeLimit / 2)
        {
            Interlocked.Exchange(ref _size, 0);
            _kept = new Generations(New(), _kept.Young);
        }

        _kept.Young[place] = new Entry(value, startedAt + (value is null ? UnknownLifetime : Lifetime));
        return value;
    }

    private readonly record struct Place(string Workspace, string Key);

    private sealed record Generations(ConcurrentDictionary<Place, Entry> Young, ConcurrentDictionary<Place, Entry> Old);

    private sealed record Entry(T? Value, DateTimeOffset ExpiresAt);
}
