using Tollgate.Domain.Keys;

namespace Tollgate.Domain.Tests.Keys;

/// <summary>Values that are so old that a use waits for the next value, and values that are incomplete.</summary>
public sealed partial class RefreshedValueTests
{
    private static readonly TimeSpan Aged = TimeSpan.FromMinutes(40);

    [Fact]
    public async Task A_use_of_an_aged_value_waits_for_the_renewal()
    {
        var value = Demanding();
        var first = value.GetAsync(Cancellation).AsTask();
        (await _source.NextAsync()).Answer("one");
        await first;

        _time.Advance(Aged);
        var use = value.GetAsync(Cancellation).AsTask();
        var read = await _source.NextAsync();
        Assert.False(use.IsCompleted);
        read.Answer("two");
        Assert.Equal("two", await use);
    }

    [Fact]
    public async Task An_aged_value_serves_where_the_renewal_fails()
    {
        var value = Demanding();
        var first = value.GetAsync(Cancellation).AsTask();
        (await _source.NextAsync()).Answer("one");
        await first;

        _time.Advance(Aged);
        var use = value.GetAsync(Cancellation).AsTask();
        (await _source.NextAsync()).Fail(new TimeoutException());
        Assert.Equal("one", await use);
        Assert.Equal("one", await value.GetAsync(Cancellation));
        await _source.NothingMoreAsync();
    }

    [Fact]
    public async Task A_partial_value_is_renewed_after_the_pause()
    {
        var value = Demanding();
        var first = value.GetAsync(Cancellation).AsTask();
        (await _source.NextAsync()).Answer("partial");
        await first;

        _time.Advance(Pause - TimeSpan.FromTicks(1));
        Assert.Equal("partial", await value.GetAsync(Cancellation));
        await _source.NothingMoreAsync();
        _time.Advance(TimeSpan.FromTicks(1));
        Assert.Equal("partial", await value.GetAsync(Cancellation));
        (await _source.NextAsync()).Answer("whole");
    }

    private RefreshedValue<string> Demanding() => new(_source.ReadAsync, Times with { Aged = Aged }, _time, _ => { })
    {
        IsPartial = value => value == "partial",
    };
}
