using Tollgate.Domain.Keys;

namespace Tollgate.Domain.Tests.Keys;

/// <summary>The time that a use waits for a read if a known value is still usable.</summary>
public sealed partial class RefreshedValueTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Tick = TimeSpan.FromTicks(1);

    [Fact]
    public async Task A_use_of_an_aged_value_waits_no_longer_than_the_patience()
    {
        var value = await AgedAsync();
        var use = value.GetAsync(Cancellation).AsTask();
        var read = await _source.NextAsync();

        _time.Advance(Patience - Tick);
        await _source.NothingMoreAsync();
        Assert.False(use.IsCompleted);
        _time.Advance(Tick);
        Assert.Equal("one", await use.WaitAsync(RefreshedValueSource.Patience, Cancellation));

        read.Answer("two");
        await BecomesAsync(value, "two");
    }

    /// <summary>A later use waits for a hanging read only until the patience of the first use has passed.</summary>
    [Fact]
    public async Task The_patience_counts_from_the_beginning_of_the_reading()
    {
        var value = await AgedAsync();
        var first = value.GetAsync(Cancellation).AsTask();
        await _source.NextAsync();

        _time.Advance(Patience / 2);
        var second = value.GetAsync(Cancellation).AsTask();
        Assert.False(second.IsCompleted);
        _time.Advance(Patience / 2);
        Assert.Equal("one", await first.WaitAsync(RefreshedValueSource.Patience, Cancellation));
        Assert.Equal("one", await second.WaitAsync(RefreshedValueSource.Patience, Cancellation));

        var late = value.GetAsync(Cancellation);
        Assert.True(late.IsCompleted);
        Assert.Equal("one", await late);
        await _source.NothingMoreAsync();
    }

    [Fact]
    public async Task A_reading_that_began_in_the_background_is_waited_for_as_long_as_it_is_young()
    {
        var value = await AgedAsync(Aged - (Patience / 2));
        Assert.Equal("one", await value.GetAsync(Cancellation));
        var read = await _source.NextAsync();

        _time.Advance(Patience / 2);
        var use = value.GetAsync(Cancellation).AsTask();
        Assert.False(use.IsCompleted);
        read.Answer("two");
        Assert.Equal("two", await use);
    }

    [Fact]
    public async Task An_invalidated_value_serves_when_the_patience_is_over()
    {
        var value = await AgedAsync(TimeSpan.Zero);
        value.Invalidate();
        var use = value.GetAsync(Cancellation).AsTask();
        var read = await _source.NextAsync();
        Assert.False(use.IsCompleted);

        _time.Advance(Patience);
        Assert.Equal("one", await use.WaitAsync(RefreshedValueSource.Patience, Cancellation));
        read.Answer("two");
        await BecomesAsync(value, "two");
    }

    /// <summary>A use must wait if there is no usable value.</summary>
    [Fact]
    public async Task Without_a_usable_value_the_patience_has_no_end()
    {
        var value = await AgedAsync(Usable);
        var use = value.GetAsync(Cancellation).AsTask();
        var read = await _source.NextAsync();

        _time.Advance(Patience * 10);
        await _source.NothingMoreAsync();
        Assert.False(use.IsCompleted);
        read.Answer("two");
        Assert.Equal("two", await use);
    }

    [Fact]
    public async Task An_aged_value_does_not_serve_before_its_own_patience_is_over_as_long_as_no_reading_has_failed()
    {
        var value = await AgedAsync(agedPatience: Patience * 8);
        var use = value.GetAsync(Cancellation).AsTask();
        await _source.NextAsync();

        _time.Advance((Patience * 8) - Tick);
        await _source.NothingMoreAsync();
        Assert.False(use.IsCompleted);
        _time.Advance(Tick);
        Assert.Equal("one", await use.WaitAsync(RefreshedValueSource.Patience, Cancellation));
    }

    [Fact]
    public async Task Soon_after_a_failure_an_aged_value_serves_when_the_short_patience_is_over()
    {
        var value = await AgedAsync(agedPatience: Patience * 8);
        var failed = value.GetAsync(Cancellation).AsTask();
        (await _source.NextAsync()).Fail(new TimeoutException());
        Assert.Equal("one", await failed);

        _time.Advance(Pause);
        var soon = value.GetAsync(Cancellation).AsTask();
        var slow = await _source.NextAsync();
        _time.Advance(Patience);
        Assert.Equal("one", await soon.WaitAsync(RefreshedValueSource.Patience, Cancellation));
        slow.Answer("two");
        await BecomesAsync(value, "two");

        _time.Advance(Aged);
        var late = value.GetAsync(Cancellation).AsTask();
        var read = await _source.NextAsync();
        _time.Advance(Patience);
        await _source.NothingMoreAsync();
        Assert.False(late.IsCompleted);
        read.Answer("three");
        Assert.Equal("three", await late);
    }

    [Fact]
    public async Task An_invalidated_value_serves_after_the_short_patience_although_an_aged_value_would_not()
    {
        var value = await AgedAsync(TimeSpan.Zero, Patience * 8);
        value.Invalidate();
        var use = value.GetAsync(Cancellation).AsTask();
        await _source.NextAsync();

        _time.Advance(Patience);
        Assert.Equal("one", await use.WaitAsync(RefreshedValueSource.Patience, Cancellation));
    }

    [Fact]
    public async Task A_caller_that_gives_up_while_it_waits_for_an_aged_value_sees_its_cancellation()
    {
        var value = await AgedAsync();
        using var caller = new CancellationTokenSource();
        var use = value.GetAsync(caller.Token).AsTask();
        await _source.NextAsync();

        await caller.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => use);
    }

    [Fact]
    public async Task OnRead_is_called_when_the_new_value_already_serves()
    {
        RefreshedValue<string> value = null!;
        var seen = new List<(string? Before, string Now, bool Serves)>();
        value = new(_source.ReadAsync, Times, _time, _ => { })
        {
            OnRead = (before, now) => seen.Add((before, now, value.GetAsync(Cancellation).AsTask().Wait(0, Cancellation))),
        };
        await FirstAsync(value);
        _time.Advance(Usable);
        var use = value.GetAsync(Cancellation).AsTask();
        (await _source.NextAsync()).Answer("two");
        await use;

        Assert.Equal([(null, "one", true), ("one", "two", true)], seen);
    }

    /// <summary>Reads a value and lets it reach the given age.</summary>
    private async Task<RefreshedValue<string>> AgedAsync(TimeSpan? age = null, TimeSpan? agedPatience = null)
    {
        var value = new RefreshedValue<string>(
            _source.ReadAsync, Times with { Aged = Aged, Patience = Patience, AgedPatience = agedPatience }, _time, _ => { });
        await FirstAsync(value);
        _time.Advance(age ?? Aged);
        return value;
    }

    private async Task FirstAsync(RefreshedValue<string> value)
    {
        var first = value.GetAsync(Cancellation).AsTask();
        (await _source.NextAsync()).Answer("one");
        await first;
    }
}
