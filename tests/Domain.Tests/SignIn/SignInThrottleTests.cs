using Microsoft.Extensions.Time.Testing;
using Tollgate.Domain.SignIn;
using Tollgate.Domain.Workspaces;
using Tollgate.TestKit;

namespace Tollgate.Domain.Tests.SignIn;

public sealed class SignInThrottleTests
{
    private static readonly Workspace Workspace = new("default", new Uri("https://issuer.example"));
    private static readonly SignInAttempt Alice = new("alice", "192.0.2.1", null, false);

    private readonly FakeTimeProvider _time = TestClock.New();
    private readonly MemoryStores _stores = new();
    private readonly SignInThrottle _throttle;

    public SignInThrottleTests() => _throttle = new SignInThrottle(_stores, _time, new SeededRandomness());

    [Fact]
    public async Task Ten_failures_of_a_user_from_one_address_stop_only_that_user_at_that_address()
    {
        await FailAsync(9, Alice);
        Assert.False(await MustWaitAsync(Alice));

        await FailAsync(1, Alice);

        Assert.True(await MustWaitAsync(Alice));
        Assert.False(await MustWaitAsync(Alice with { Address = "192.0.2.2" }));
        Assert.False(await MustWaitAsync(Alice with { Username = "bob" }));
    }

    [Fact]
    public async Task A_hundred_failures_of_an_address_stop_it_for_all_users()
    {
        for (var i = 0; i < 99; i++)
            await FailAsync(1, Alice with { Username = $"user {i}" });
        Assert.False(await MustWaitAsync(Alice));

        await FailAsync(1, Alice with { Username = "one more" });

        Assert.True(await MustWaitAsync(Alice));
        Assert.False(await MustWaitAsync(Alice with { Address = "192.0.2.2" }));
    }

    [Fact]
    public async Task Fifty_failures_of_a_user_stop_unknown_browsers_everywhere()
    {
        for (var i = 0; i < 49; i++)
            await FailAsync(1, Alice with { Address = $"198.51.100.{i}" });
        Assert.False(await MustWaitAsync(Alice));

        await FailAsync(1, Alice with { Address = "198.51.100.200" });

        Assert.True(await MustWaitAsync(Alice));
        Assert.True(await MustWaitAsync(Alice with { Browser = "a new browser" }));
        Assert.False(await MustWaitAsync(Alice with { Username = "bob" }));
    }

    [Fact]
    public async Task A_browser_that_the_user_has_signed_in_with_is_not_locked_out_by_others()
    {
        var known = Alice with { Browser = "a known browser", IsKnownBrowser = true };
        for (var i = 0; i < 200; i++)
            await FailAsync(1, Alice with { Address = $"198.51.100.{i}" });
        await FailAsync(200, Alice);

        Assert.False(await MustWaitAsync(known));
    }

    [Fact]
    public async Task A_known_browser_has_its_own_limit_which_affects_no_other_attempt()
    {
        var known = Alice with { Browser = "a known browser", IsKnownBrowser = true };
        await FailAsync(19, known);
        Assert.False(await MustWaitAsync(known));

        await FailAsync(1, known);

        Assert.True(await MustWaitAsync(known));
        Assert.False(await MustWaitAsync(known with { Browser = "another known browser" }));
        Assert.False(await MustWaitAsync(known with { Username = "bob" }));
        Assert.False(await MustWaitAsync(Alice));
    }

    [Fact]
    public async Task A_new_window_begins_every_quarter_of_an_hour()
    {
        await FailAsync(10, Alice);

        var wait = await WaitAsync(Alice);

        Assert.Equal(new DateTimeOffset(2026, 1, 2, 3, 15, 0, TimeSpan.Zero) - _time.GetUtcNow(), wait);
        _time.Advance(wait - TimeSpan.FromTicks(1));
        Assert.Equal(TimeSpan.FromTicks(1), await WaitAsync(Alice));
        _time.Advance(TimeSpan.FromTicks(1));
        Assert.Equal(TimeSpan.Zero, await WaitAsync(Alice));

        await FailAsync(10, Alice);
        Assert.Equal(SignInThrottle.Window, await WaitAsync(Alice));
    }

    [Fact]
    public async Task Keys_reveal_nothing_and_have_one_length()
    {
        await FailAsync(1, Alice);
        await FailAsync(1, Alice with { Username = "/\\#?'\n\0" + new string('é', 1000) });

        Assert.All(_stores.Attempts.Keys, slot => Assert.Matches("^[0-9a-f]{32}$", slot.Window.Key));
        Assert.Equal(5, _stores.Attempts.Keys.Select(slot => slot.Window.Key).Distinct().Count());
    }

    private async Task FailAsync(int times, SignInAttempt attempt)
    {
        for (var i = 0; i < times; i++)
            await _throttle.BeginAsync(Workspace, attempt, TestContext.Current.CancellationToken);
    }

    private async Task<bool> MustWaitAsync(SignInAttempt attempt) => await WaitAsync(attempt) > TimeSpan.Zero;

    private async Task<TimeSpan> WaitAsync(SignInAttempt attempt)
    {
        var begun = await _throttle.BeginAsync(Workspace, attempt, TestContext.Current.CancellationToken);
        // The method only asks for the wait, so it gives the attempt back.
        await begun.ForgiveAsync(TestContext.Current.CancellationToken);
        return begun.Wait;
    }
}
