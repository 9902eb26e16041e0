using Moq;
using Tollgate.Domain.SignIn;
using Tollgate.Domain.Throttling;
using Tollgate.Domain.Workspaces;
using Tollgate.TestKit;

namespace Tollgate.Domain.Tests.Throttling;

/// <summary>Tests how an attempt takes its slots. The tests use the throttle of sign-ins.</summary>
public sealed class AttemptLimitsTests
{
    private static readonly Workspace Workspace = new("default", new Uri("https://issuer.example"));
    private static readonly SignInAttempt Alice = new("alice", "192.0.2.1", null, false);

    private readonly MemoryStores _stores = new();
    private readonly Mock<IAttemptStore> _store = new();
    private readonly SignInThrottle _throttle;

    public AttemptLimitsTests()
    {
        _store.Setup(store => store.FindTakenAsync(It.IsAny<Workspace>(), It.IsAny<AttemptWindow>(), It.IsAny<CancellationToken>()))
            .Returns((Workspace workspace, AttemptWindow window, CancellationToken token) => _stores.FindTakenAsync(workspace, window, token));
        _store.Setup(store => store.TryTakeAsync(It.IsAny<Workspace>(), It.IsAny<AttemptWindow>(), It.IsAny<int>(), It.IsAny<CancellationToken>()))
            .Returns(
                (Workspace workspace, AttemptWindow window, int number, CancellationToken token) => _stores.TryTakeAsync(workspace, window, number, token));
        _store.Setup(store => store.GiveBackAsync(It.IsAny<Workspace>(), It.IsAny<AttemptSlot>(), It.IsAny<CancellationToken>()))
            .Returns((Workspace workspace, AttemptSlot slot, CancellationToken token) => _stores.GiveBackAsync(workspace, slot, token));
        _throttle = new SignInThrottle(_store.Object, TestClock.New(), new SeededRandomness());
    }

    [Fact]
    public async Task An_attempt_takes_one_slot_of_each_key_and_gives_all_slots_back()
    {
        var attempt = await BeginAsync();
        Assert.False(attempt.IsRefused);
        Assert.Equal(3, _stores.Attempts.Count);

        await attempt.ForgiveAsync(TestContext.Current.CancellationToken);

        Assert.Empty(_stores.Attempts);
    }

    [Fact]
    public async Task Past_a_limit_nothing_is_written()
    {
        for (var i = 0; i < SignInThrottle.PerUserAndAddress; i++)
            await BeginAsync();
        _store.Invocations.Clear();

        Assert.True((await BeginAsync()).IsRefused);

        Assert.All(_store.Invocations, call => Assert.Equal(nameof(IAttemptStore.FindTakenAsync), call.Method.Name));
        Assert.Equal(3, _store.Invocations.Count);
    }

    [Fact]
    public async Task An_attempt_that_loses_a_slot_takes_another_slot()
    {
        var others = 4;
        StealFirst(_ => others-- > 0);

        Assert.False((await BeginAsync()).IsRefused);

        Assert.Equal(4 + 3, _stores.Attempts.Count);
    }

    [Fact]
    public async Task An_attempt_that_loses_the_last_slot_keeps_no_slot()
    {
        var first = default(AttemptWindow);
        StealFirst(window => window == (first ??= window));

        Assert.True((await BeginAsync()).IsRefused);

        Assert.All(_stores.Attempts.Keys, slot => Assert.Equal(first, slot.Window));
        Assert.Equal(SignInThrottle.PerUserAndAddress, _stores.Attempts.Count);
    }

    [Fact]
    public async Task An_attempt_that_loses_at_a_wider_limit_gives_its_other_slots_back()
    {
        var first = default(AttemptWindow);
        StealFirst(window => window != (first ??= window));

        Assert.True((await BeginAsync()).IsRefused);

        Assert.DoesNotContain(_stores.Attempts.Keys, slot => slot.Window == first);
    }

    /// <summary>The cost of an attempt is limited even if many attempts come at once.</summary>
    [Fact]
    public async Task An_attempt_tries_at_most_twenty_slots()
    {
        var known = Alice with { Browser = "a browser", IsKnownBrowser = true };
        _store.Setup(store => store.TryTakeAsync(It.IsAny<Workspace>(), It.IsAny<AttemptWindow>(), It.IsAny<int>(), It.IsAny<CancellationToken>()))
            .ReturnsAsync((AttemptSlot?)null);

        Assert.True((await _throttle.BeginAsync(Workspace, known, TestContext.Current.CancellationToken)).IsRefused);

        Assert.Equal(20, Count(nameof(IAttemptStore.TryTakeAsync)));
        Assert.Equal(7, Count(nameof(IAttemptStore.FindTakenAsync)));
    }

    /// <summary>Another instance takes each slot of certain windows just before this one.</summary>
    private void StealFirst(Func<AttemptWindow, bool> isStolen) => _store
        .Setup(store => store.TryTakeAsync(It.IsAny<Workspace>(), It.IsAny<AttemptWindow>(), It.IsAny<int>(), It.IsAny<CancellationToken>()))
        .Returns(async (Workspace workspace, AttemptWindow window, int number, CancellationToken token) =>
        {
            if (isStolen(window))
                await _stores.TryTakeAsync(workspace, window, number, token);
            return await _stores.TryTakeAsync(workspace, window, number, token);
        });

    private int Count(string method) => _store.Invocations.Count(call => call.Method.Name == method);

    private async Task<Attempt> BeginAsync() => await _throttle.BeginAsync(Workspace, Alice, TestContext.Current.CancellationToken);
}
