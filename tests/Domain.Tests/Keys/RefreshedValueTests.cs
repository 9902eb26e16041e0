using System.Collections.Concurrent;
using Microsoft.Extensions.Time.Testing;
using Tollgate.Domain.Keys;
using Tollgate.TestKit;

namespace Tollgate.Domain.Tests.Keys;

public sealed partial class RefreshedValueTests : IDisposable
{
    private static readonly TimeSpan Fresh = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Usable = TimeSpan.FromHours(6);
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(10);

    private static readonly Freshness Times = new() { Fresh = Fresh, Usable = Usable, Pause = Pause };

    private readonly OvertakenTime _time = new();
    private readonly RefreshedValueSource _source = new();
    private readonly ConcurrentQueue<Exception> _failures = new();
    private readonly SemaphoreSlim _failed = new(0);
    private readonly RefreshedValue<string> _value;

    public RefreshedValueTests() => _value = new(_source.ReadAsync, Times, _time, exception =>
    {
        _failures.Enqueue(exception);
        _failed.Release();
    });

    public void Dispose() => _failed.Dispose();

    [Fact]
    public async Task The_first_use_waits_and_a_fresh_value_is_not_read_again()
    {
        var first = GetAsync();
        Assert.False(first.IsCompleted);
        (await _source.NextAsync()).Answer("one");

        Assert.Equal("one", await first);
        _time.Advance(Fresh - TimeSpan.FromTicks(1));
        Assert.Equal("one", await GetAsync());
        Assert.Equal(1, _source.Count);
    }

    [Fact]
    public async Task Many_first_uses_share_one_read()
    {
        var uses = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Task.Run(() => new { Value = GetAsync() }, Cancellation)));
        (await _source.NextAsync()).Answer("one");

        foreach (var use in uses)
            Assert.Equal("one", await use.Value);
        Assert.Equal(1, _source.Count);
    }

    [Fact]
    public async Task An_older_value_serves_while_one_read_renews_it()
    {
        await HaveAsync("one");
        _time.Advance(Fresh);

        Assert.Equal("one", await GetAsync());
        Assert.Equal("one", await GetAsync());
        var read = await _source.NextAsync();
        Assert.Equal("one", await GetAsync());
        Assert.Equal("one", read.Known);
        Assert.Equal(2, _source.Count);

        read.Answer("two");
        await BecomesAsync("two");
    }

    [Fact]
    public async Task A_use_that_a_renewal_overtakes_starts_no_other_read()
    {
        await HaveAsync("one");
        _time.Advance(Fresh);
        await GetAsync();
        var read = await _source.NextAsync();

        // The new value arrives when the use has read the old value and asks for the time.
        _time.OnNextUse = () =>
        {
            read.Answer("two");
            BecomesAsync("two").GetAwaiter().GetResult();
        };
        await GetAsync();

        await _source.NothingMoreAsync();
    }

    [Fact]
    public async Task Age_counts_from_the_start_of_a_read()
    {
        var first = GetAsync();
        var read = await _source.NextAsync();
        _time.Advance(Fresh);
        read.Answer("one");
        Assert.Equal("one", await first);

        Assert.Equal("one", await GetAsync());

        (await _source.NextAsync()).Answer("two");
        await BecomesAsync("two");
    }

    [Fact]
    public async Task A_failed_renewal_is_reported_and_keeps_the_old_value()
    {
        await HaveAsync("one");
        _time.Advance(Fresh);

        var fault = await FailRenewalAsync();

        Assert.Same(fault, Assert.Single(_failures));
        Assert.Equal("one", await GetAsync());
    }

    [Fact]
    public async Task A_failed_renewal_is_repeated_only_after_the_pause()
    {
        await HaveAsync("one");
        _time.Advance(Fresh);
        await FailRenewalAsync();

        _time.Advance(Pause - TimeSpan.FromTicks(1));
        for (var i = 0; i < 20; i++)
            Assert.Equal("one", await GetAsync());
        await _source.NothingMoreAsync();

        _time.Advance(TimeSpan.FromTicks(1));
        Assert.Equal("one", await GetAsync());
        (await _source.NextAsync()).Answer("two");
        await BecomesAsync("two");
    }

    [Fact]
    public async Task Callers_wait_for_the_new_value_when_the_old_value_is_unusable()
    {
        await HaveAsync("one");
        _time.Advance(Usable);

        var use = GetAsync();
        Assert.False(use.IsCompleted);
        (await _source.NextAsync()).Answer("two");

        Assert.Equal("two", await use);
    }

    [Fact]
    public async Task The_old_value_serves_to_its_last_moment()
    {
        await HaveAsync("one");
        _time.Advance(Usable - TimeSpan.FromTicks(1));

        Assert.Equal("one", await GetAsync());

        (await _source.NextAsync()).Answer("two");
        await BecomesAsync("two");
    }

    [Fact]
    public async Task Without_a_usable_value_a_failure_reaches_every_waiting_caller_and_the_next_use_tries_again()
    {
        await HaveAsync("one");
        _time.Advance(Usable);
        Task[] uses = [GetAsync(), GetAsync()];
        var fault = new TimeoutException();
        (await _source.NextAsync()).Fail(fault);

        foreach (var use in uses)
            Assert.Same(fault, await Assert.ThrowsAsync<TimeoutException>(() => use));

        var next = GetAsync();
        (await _source.NextAsync()).Answer("two");
        Assert.Equal("two", await next);
        Assert.Equal(3, _source.Count);
    }

    [Fact]
    public async Task A_failed_first_read_is_tried_again_by_the_next_use()
    {
        var first = GetAsync();
        (await _source.NextAsync()).Fail(new TimeoutException());
        await Assert.ThrowsAsync<TimeoutException>(() => first);

        await HaveAsync("one");
    }

    [Fact]
    public async Task A_caller_that_gives_up_stops_no_other_caller()
    {
        using var impatient = new CancellationTokenSource();
        var gone = _value.GetAsync(impatient.Token).AsTask();
        var patient = GetAsync();
        var read = await _source.NextAsync();

        await impatient.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => gone);
        Assert.False(read.Cancellation.IsCancellationRequested);
        read.Answer("one");

        Assert.Equal("one", await patient);
        Assert.Equal(1, _source.Count);
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private Task<string> GetAsync() => _value.GetAsync(Cancellation).AsTask();

    private async Task HaveAsync(string value)
    {
        var use = GetAsync();
        (await _source.NextAsync()).Answer(value);
        Assert.Equal(value, await use);
    }

    private async Task<Exception> FailRenewalAsync()
    {
        var fault = new TimeoutException();
        await GetAsync();
        (await _source.NextAsync()).Fail(fault);
        Assert.True(await _failed.WaitAsync(RefreshedValueSource.Patience, Cancellation));
        return fault;
    }

    /// <summary>A renewal ends on another thread, so the test waits until the new value is there.</summary>
    private Task BecomesAsync(string value) => BecomesAsync(_value, value);

    private static async Task BecomesAsync(RefreshedValue<string> refreshed, string value)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        patience.CancelAfter(RefreshedValueSource.Patience);
        while (await refreshed.GetAsync(patience.Token) != value)
        {
            patience.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }

    /// <summary>A clock that runs an action when the code under test asks for the time.</summary>
    private sealed class OvertakenTime : TimeProvider
    {
        private readonly FakeTimeProvider _time = TestClock.New();
        private Action? _onNextUse;

        public Action OnNextUse
        {
            set => _onNextUse = value;
        }

        public void Advance(TimeSpan span) => _time.Advance(span);

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            _time.CreateTimer(callback, state, dueTime, period);

        public override DateTimeOffset GetUtcNow()
        {
            var now = _time.GetUtcNow();
            Interlocked.Exchange(ref _onNextUse, null)?.Invoke();
            return now;
        }
    }
}
