using Tollgate.Domain.Keys;

namespace Tollgate.Domain.Tests.Keys;

public sealed class KeyScheduleTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private static readonly KeySchedule Schedule = new()
    {
        Announcement = TimeSpan.FromHours(1),
        Staleness = TimeSpan.FromHours(6),
        TokenLifetime = TimeSpan.FromHours(25),
    };

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(100_000)]
    public void A_first_key_signs_at_once_and_for_as_long_as_it_is_the_only_key(double hours)
    {
        Assert.Equal(0, Current(hours, 0));
        Assert.Equal([0], Published(hours, 0));
    }

    [Theory]
    [InlineData(100, 0)]
    [InlineData(100.999, 0)]
    [InlineData(101, 100)]
    [InlineData(5000, 100)]
    public void A_new_version_signs_once_it_has_been_announced(double hours, double expected) =>
        Assert.Equal(expected, Current(hours, 0, 100));

    [Fact]
    public void A_new_version_is_published_before_it_signs() => Assert.Equal([0, 100], Published(100, 0, 100));

    [Theory]
    [InlineData(131.999, true)]
    [InlineData(132, false)]
    public void The_old_version_is_published_until_its_last_token_has_expired(double hours, bool isPublished)
    {
        // The new key signs at 100 h + 1 h of announcement. An instance that cannot read the list stops signing with the old key 6 h
        // later. The last tokens expire 25 h after that.
        Assert.Equal(isPublished, Published(hours, 0, 100).Contains(0));
        Assert.Contains(100, Published(hours, 0, 100));
    }

    [Theory]
    [InlineData(131.999, false)]
    [InlineData(132, true)]
    [InlineData(107 + (90 * 24) - 0.001, true)]
    [InlineData(107 + (90 * 24), false)]
    public void The_old_version_then_verifies_hints_until_90_days_after_its_last_signature(double hours, bool isFormer)
    {
        double[] made = [0, 100];
        var former = Schedule.Former(made, version => Start.AddHours(version), Start.AddHours(hours));
        Assert.Equal(isFormer ? [0] : Array.Empty<double>(), former);
    }

    [Fact]
    public void Of_several_new_versions_the_last_that_is_announced_signs()
    {
        Assert.Equal(0, Current(100.9, 0, 100, 100.5));
        Assert.Equal(100, Current(101.2, 0, 100, 100.5));
        Assert.Equal(100.5, Current(101.5, 0, 100, 100.5));
    }

    [Fact]
    public void Of_several_first_versions_the_oldest_signs_until_a_later_version_is_announced()
    {
        Assert.Equal(0, Current(0.5, 0, 0.25, 0.5));
        Assert.Equal(0, Current(1, 0, 0.25, 0.5));
        Assert.Equal(0.25, Current(1.25, 0, 0.25, 0.5));
    }

    [Fact]
    public void Each_version_is_superseded_by_its_next()
    {
        Assert.Equal([0, 10, 20], Published(41.9, 0, 10, 20));
        Assert.Equal([10, 20], Published(42, 0, 10, 20));
        Assert.Equal([20], Published(52, 0, 10, 20));
    }

    /// <summary>
    /// The server publishes the key of a token until the token expires, for every sequence of rotations and every age of an instance's
    /// list.
    /// </summary>
    [Fact]
    public void No_token_outlives_the_publication_of_its_key()
    {
        var random = new Random(20260106);
        for (var round = 0; round < 500; round++)
        {
            var versions = Enumerable.Range(0, random.Next(1, 6)).Select(_ => random.NextDouble() * 60).Order().ToArray();
            var signedAt = versions[0] + (random.NextDouble() * 80);
            var readAt = Math.Max(versions[0], signedAt - (random.NextDouble() * Schedule.Staleness.TotalHours));

            var key = Current(signedAt, [.. versions.Where(version => version <= readAt)]);
            var usedAt = signedAt + (random.NextDouble() * Schedule.TokenLifetime.TotalHours * 0.999);

            Assert.Contains(key, Published(usedAt, versions));
        }
    }

    [Fact]
    public void Verifiers_read_the_set_again_before_a_key_that_they_lack_signs()
    {
        var standard = new KeySchedule();

        Assert.True(standard.Refresh < standard.Keepable);
        Assert.True(standard.Withdrawal < standard.Keepable);
        Assert.True(standard.Keepable + standard.MaxAge < standard.Announcement);
    }

    [Fact]
    public void A_list_is_read_in_the_background_before_any_use_has_to_wait_for_it()
    {
        var standard = new KeySchedule();

        Assert.True(standard.Refresh < standard.Withdrawal);
        Assert.Equal(TimeSpan.FromMinutes(5), standard.Withdrawal);
    }

    [Theory]
    [InlineData(106.999, true)]
    [InlineData(107, false)]
    public void A_superseded_version_signs_only_tokens_that_expire_before_it_leaves_the_JWK_Set(double hours, bool mayStillSign)
    {
        Assert.Equal(mayStillSign, Schedule.MaySignStill(At(100), At(hours)));
        Assert.Contains(0, Published(hours - 0.001 + Schedule.TokenLifetime.TotalHours, 0, 100));
    }

    private static double Current(double hours, params double[] versions) => Schedule.Current(versions, At, At(hours));

    private static IEnumerable<double> Published(double hours, params double[] versions) => Schedule.Published(versions, At, At(hours));

    private static DateTimeOffset At(double hours) => Start.AddHours(hours);
}
