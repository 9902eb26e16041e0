namespace Tollgate.Domain.Tests.Keys;

public sealed partial class RefreshedValueTests
{
    [Fact]
    public async Task After_invalidation_the_next_use_reads_again_and_waits()
    {
        await HaveAsync("one");

        _value.Invalidate();
        var use = GetAsync();
        Assert.False(use.IsCompleted);
        (await _source.NextAsync()).Answer("two");

        Assert.Equal("two", await use);
        Assert.Equal("two", await GetAsync());
        Assert.Equal(2, _source.Count);
    }

    [Fact]
    public async Task After_invalidation_and_a_failed_read_the_known_value_serves_until_the_pause_is_over()
    {
        await HaveAsync("one");
        _value.Invalidate();
        var use = GetAsync();
        (await _source.NextAsync()).Fail(new TimeoutException());

        Assert.Equal("one", await use);
        Assert.Equal("one", await GetAsync());
        await _source.NothingMoreAsync();

        _time.Advance(Pause);
        var again = GetAsync();
        Assert.False(again.IsCompleted);
        (await _source.NextAsync()).Answer("two");
        Assert.Equal("two", await again);
    }

    [Fact]
    public async Task Invalidation_before_the_first_use_changes_nothing()
    {
        _value.Invalidate();

        await HaveAsync("one");
    }

    /// <summary>A read that began before the invalidation may return the wrong value again.</summary>
    [Fact]
    public async Task After_invalidation_a_use_does_not_take_the_value_of_an_earlier_read()
    {
        await HaveAsync("one");
        _time.Advance(Fresh);
        await GetAsync();
        var before = await _source.NextAsync();

        _value.Invalidate();
        var use = GetAsync();
        before.Answer("one, as read before");
        var after = await _source.NextAsync();
        after.Answer("two");

        Assert.Equal("two", await use);
        Assert.Equal("two", await GetAsync());
    }

    [Fact]
    public async Task A_read_from_before_an_invalidation_does_not_overwrite_a_newer_value()
    {
        await HaveAsync("one");
        _time.Advance(Fresh);
        await GetAsync();
        var before = await _source.NextAsync();
        _value.Invalidate();
        var use = GetAsync();
        (await _source.NextAsync()).Answer("two");
        Assert.Equal("two", await use);

        before.Answer("one, as read before");
        await _source.NothingMoreAsync();

        var later = GetAsync();
        Assert.True(later.IsCompleted);
        Assert.Equal("two", await later);
    }

    [Fact]
    public async Task A_use_does_not_take_a_value_that_arrives_and_is_invalidated_during_the_use()
    {
        var first = GetAsync();
        var read = await _source.NextAsync();
        _time.OnNextUse = () =>
        {
            read.Answer("one");
            first.GetAwaiter().GetResult();
            _value.Invalidate();
        };

        var use = GetAsync();
        (await _source.NextAsync()).Answer("two");

        Assert.Equal("two", await use);
    }
}
