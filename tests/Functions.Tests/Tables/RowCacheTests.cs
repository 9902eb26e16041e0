using System.Runtime.CompilerServices;
using Microsoft.Extensions.Time.Testing;
using Tollgate.Functions.Tables;
using Tollgate.TestKit;

namespace Tollgate.Functions.Tests.Tables;

/// <summary>The memory of the row cache stays bounded for all keys that callers can choose.</summary>
public sealed class RowCacheTests
{
    private readonly FakeTimeProvider _clock = TestClock.New();
    private int _reads;

    [Fact]
    public async Task A_long_key_is_remembered_by_its_hash_and_not_kept()
    {
        var cache = new RowCache<string>(_clock);
        var key = await AskWithLongKeyAsync(cache);
        for (var tries = 0; tries < 10 && key.IsAlive; tries++)
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Forced, blocking: true);

        Assert.False(key.IsAlive);
        // The cache still knows the row, and tells it from the row of another long key.
        await ReadAsync(cache, LongKey('a'));
        Assert.Equal(1, _reads);
        await ReadAsync(cache, LongKey('b'));
        Assert.Equal(2, _reads);
        cache.Remove("home", LongKey('a'));
        await ReadAsync(cache, LongKey('a'));
        Assert.Equal(3, _reads);
    }

    [Fact]
    public async Task Large_values_evict_older_values_before_the_cache_has_many_entries()
    {
        const int Size = 100_000;
        var cache = new RowCache<string>(_clock, value => value.Length);
        var large = new string('x', Size);
        for (var i = 0; i < 2 * RowCache<string>.SizeLimit / Size; i++)
            await ReadAsync(cache, $"{i}", large);

        _reads = 0;
        await ReadAsync(cache, "0", large);
        Assert.Equal(1, _reads);
        await ReadAsync(cache, $"{(2 * RowCache<string>.SizeLimit / Size) - 1}", large);
        Assert.Equal(1, _reads);
    }

    [Fact]
    public async Task Small_values_are_bounded_by_their_number()
    {
        var cache = new RowCache<string>(_clock, value => value.Length);
        for (var i = 0; i < 2 * RowCache<string>.Limit; i++)
            await ReadAsync(cache, $"{i}");

        _reads = 0;
        await ReadAsync(cache, $"{(2 * RowCache<string>.Limit) - 1}");
        Assert.Equal(0, _reads);
        await ReadAsync(cache, "0");
        Assert.Equal(1, _reads);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private async Task<WeakReference> AskWithLongKeyAsync(RowCache<string> cache)
    {
        var key = LongKey('a');
        await ReadAsync(cache, key);
        return new WeakReference(key);
    }

    private static string LongKey(char character) => "https://" + new string(character, 12_000);

    private async Task ReadAsync(RowCache<string> cache, string key, string value = "value") => await cache.GetAsync(
        "home",
        key,
        (_, asked, _) =>
        {
            Assert.Equal(key, asked);
            _reads++;
            return Task.FromResult<string?>(value);
        },
        default);
}
