using Tollgate.Domain.Handles;

namespace Tollgate.Domain.Tests.Handles;

public sealed class ExpiringIdTests
{
    private static readonly DateTimeOffset Day = new(2026, 3, 31, 0, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("2026-03-31T00:00:00Z")]
    [InlineData("2026-03-31T23:59:59Z")]
    [InlineData("2026-03-31T12:00:00Z")]
    [InlineData("2026-04-01T01:59:59+02:00")]
    [InlineData("2026-03-30T19:00:00-05:00")]
    public void An_id_expires_with_the_end_of_its_day_in_UTC(string expiresAt)
    {
        var id = ExpiringId.New(DateTimeOffset.Parse(expiresAt, null), new Randomness());

        Assert.False(IsExpired(id, Day.AddYears(-1)));
        Assert.False(IsExpired(id, Day.AddDays(1).AddMilliseconds(-1)));
        Assert.True(IsExpired(id, Day.AddDays(1)));
        Assert.True(IsExpired(id, new DateTimeOffset(2026, 4, 1, 5, 0, 0, TimeSpan.FromHours(5))));
        Assert.True(IsExpired(id, Day.AddYears(100)));
    }

    [Fact]
    public void The_very_last_tick_belongs_to_the_day()
    {
        var id = ExpiringId.New(Day, new Randomness());

        Assert.False(IsExpired(id, Day.AddDays(1).AddTicks(-1)));
    }

    [Fact]
    public void No_id_expires_before_its_time_and_all_do_on_the_day_after()
    {
        var random = new Random(20260331);
        for (var i = 0; i < 2000; i++)
        {
            var expiresAt = Day.AddSeconds(random.NextInt64(0, 40L * 365 * 86400));
            var id = ExpiringId.New(expiresAt, new Randomness());
            var now = Day.AddSeconds(random.NextInt64(0, 40L * 365 * 86400));

            Assert.False(IsExpired(id, expiresAt));
            Assert.True(IsExpired(id, expiresAt.AddDays(1)));
            Assert.Equal(now.UtcDateTime.Date > expiresAt.UtcDateTime.Date, IsExpired(id, now));
        }
    }

    [Fact]
    public void The_ranges_of_the_shards_do_not_overlap()
    {
        var ids = Enumerable.Range(0, 500).Select(_ => ExpiringId.New(Day, new Randomness())).ToList();

        foreach (var id in ids)
            Assert.Single(ExpiringId.Shards, shard => IsWithin(id, ExpiringId.Expired(shard, Day.AddDays(2))));
        Assert.Equal(ExpiringId.Shards.Order(), ids.Select(id => id[0]).Distinct().Order());
    }

    [Fact]
    public void Ids_are_unique_and_plain()
    {
        var ids = Enumerable.Range(0, 1000).Select(_ => ExpiringId.New(Day, new Randomness())).ToList();

        Assert.Equal(1000, ids.Distinct().Count());
        Assert.All(ids, id => Assert.Matches("^[0-9a-f]{6}[A-Za-z0-9_-]{22}$", id));
        Assert.NotNull(Handle.Parse(Handle.New(ids[0], new Randomness()).Text));
    }

    [Fact]
    public void The_id_of_a_hash_is_always_the_same()
    {
        var id = ExpiringId.Of(Day, "f00d");

        Assert.Equal(id, ExpiringId.Of(Day.AddHours(23), "f00d"));
        Assert.EndsWith("f00d", id, StringComparison.Ordinal);
        Assert.NotEqual(id, ExpiringId.Of(Day.AddDays(1), "f00d"));
        Assert.False(IsExpired(id, Day.AddHours(23)));
        Assert.True(IsExpired(id, Day.AddDays(1)));
    }

    private static bool IsExpired(string id, DateTimeOffset now) => IsWithin(id, ExpiringId.Expired(id[0], now));

    private static bool IsWithin(string id, (string From, string To) range) =>
        string.CompareOrdinal(id, range.From) >= 0 && string.CompareOrdinal(id, range.To) < 0;
}
