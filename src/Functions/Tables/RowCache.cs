using Microsoft.Extensions.Caching.Memory;

namespace Tollgate.Functions.Tables;

/// <summary>
/// Remembers what was found under a key of a workspace, and for less time that nothing was: asking for an unknown id again and
/// again costs nothing. Bounded; one for each kind of row.
/// </summary>
internal sealed class RowCache<T>(TimeProvider time) : IDisposable where T : class
{
    public static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(30);
    public static readonly TimeSpan UnknownLifetime = TimeSpan.FromSeconds(5);

    private readonly MemoryCache _cache = new(new MemoryCacheOptions { SizeLimit = 10_000, CompactionPercentage = 0.2 });

    public ValueTask<T?> GetAsync(
        string workspace, string key, Func<string, string, CancellationToken, Task<T?>> read, CancellationToken cancellationToken) =>
        _cache.TryGetValue((workspace, key), out Entry? entry) && time.GetUtcNow() < entry!.ExpiresAt
            ? ValueTask.FromResult(entry.Value)
            : ReadAsync(workspace, key, read, cancellationToken);

    public void Remove(string workspace, string key) => _cache.Remove((workspace, key));

    public void Dispose() => _cache.Dispose();

    private async ValueTask<T?> ReadAsync(
        string workspace, string key, Func<string, string, CancellationToken, Task<T?>> read, CancellationToken cancellationToken)
    {
        var startedAt = time.GetUtcNow();
        var value = await read(workspace, key, cancellationToken).ConfigureAwait(false);
        var lifetime = value is null ? UnknownLifetime : Lifetime;
        _cache.Set((workspace, key), new Entry(value, startedAt + lifetime), new MemoryCacheEntryOptions
        {
            Size = 1,
            AbsoluteExpirationRelativeToNow = lifetime,
        });
        return value;
    }

    private sealed record Entry(T? Value, DateTimeOffset ExpiresAt);
}
