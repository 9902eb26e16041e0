using Tollgate.Domain.Keys;
using Tollgate.Functions.Signing;
using Tollgate.TestKit.Signing;

namespace Tollgate.Functions.Tests.Signing;

/// <summary>The life of a key: the app creates and announces it, it signs and verifies, and at the end the app removes it or an operator revokes it.</summary>
public sealed class WrappedRotationTests : IAsyncLifetime
{
    private WrappedScene _scene = null!;

    private KeySchedule Schedule => _scene.Schedule;

    public async ValueTask InitializeAsync() => _scene = await WrappedScene.StartAsync();

    public ValueTask DisposeAsync() => _scene.DisposeAsync();

    [Fact]
    public async Task A_key_is_announced_signs_and_verifies_until_its_last_token_has_expired()
    {
        var keys = _scene.Instance();
        var first = await keys.CurrentIdAsync();
        await _scene.PassAsync(Schedule.RotateAfter - TimeSpan.FromMinutes(1), keys);
        Assert.Single(await _scene.RowsAsync());

        await _scene.PassAsync(Schedule.Keepable, keys);
        var madeAt = (await _scene.RowsAsync())[1].CreatedAt;
        await _scene.PassAsync(Schedule.Keepable, keys);
        var second = (await keys.PublishedIdsAsync())[1];
        Assert.Equal(first, await keys.CurrentIdAsync());

        await UntilAsync(madeAt + Schedule.Announcement, keys);
        Assert.Equal(second, await keys.CurrentIdAsync());
        Assert.Equal([first, second], await keys.PublishedIdsAsync());

        await UntilAsync(madeAt + _scene.Retirement - TimeSpan.FromSeconds(1), keys);
        Assert.Equal([first, second], await keys.PublishedIdsAsync());
        await UntilAsync(madeAt + _scene.Retirement + Schedule.Keepable, keys);
        Assert.Equal([second], await keys.PublishedIdsAsync());
    }

    /// <summary>Clients keep ID tokens for an id_token_hint longer than a key is published.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_key_verifies_hints_for_90_days_past_its_use_without_its_private_half_and_is_in_no_JWK_Set(bool isSealedOnly)
    {
        _scene.IsSealedOnly = isSealedOnly;
        var keys = _scene.Instance();
        var first = await keys.CurrentIdAsync();
        await RotateAsync(keys);
        var madeAt = (await _scene.RowsAsync())[1].CreatedAt;

        await UntilAsync(madeAt + _scene.Retirement + Schedule.Keepable, keys);
        var spent = (await _scene.RowsAsync())[0];
        Assert.True(spent.IsSpent);
        Assert.DoesNotContain(first, await keys.PublishedIdsAsync());
        // One minute before the key stops verifying hints, another instance reads the key from the row alone.
        await UntilAsync(madeAt + Schedule.Announcement + Schedule.Staleness + Schedule.HintLifetime - TimeSpan.FromMinutes(1), keys);
        using var other = _scene.Instance();
        foreach (var each in new[] { keys, other })
        {
            Assert.NotNull((await each.FormerAsync(default)).Find(first, "ES256"));
            Assert.DoesNotContain(first, await each.PublishedIdsAsync());
        }

        await UntilAsync(madeAt + Schedule.Announcement + Schedule.Staleness + Schedule.HintLifetime + Schedule.Keepable, keys);
        Assert.Null((await keys.FormerAsync(default)).Find(first, "ES256"));
        Assert.DoesNotContain(1, (await _scene.RowsAsync()).Select(row => row.Sequence));
    }

    [Fact]
    public async Task A_revoked_key_verifies_no_hint()
    {
        var keys = _scene.Instance();
        var first = await keys.CurrentIdAsync();
        await RotateAsync(keys);
        await UntilAsync((await _scene.RowsAsync())[1].CreatedAt + _scene.Retirement + Schedule.Keepable, keys);
        Assert.NotNull((await keys.FormerAsync(default)).Find(first, "ES256"));

        await RevokeAsync(0);
        await _scene.PassAsync(Schedule.Keepable, keys);

        Assert.Null((await keys.FormerAsync(default)).Find(first, "ES256"));
        Assert.Equal([2], (await _scene.RowsAsync()).Select(row => row.Sequence));
    }

    [Fact]
    public async Task A_rotation_by_an_operator_makes_the_next_key_at_once_and_only_once()
    {
        var keys = _scene.Instance();
        await keys.TokenAsync();
        await RotateAsync(keys);
        await _scene.PassAsync(Schedule.Keepable, keys);
        await _scene.PassAsync(Schedule.Keepable, keys);

        Assert.Equal([1, 2], (await _scene.RowsAsync()).Select(row => row.Sequence));
    }

    [Fact]
    public async Task A_change_of_a_row_does_not_announce_its_key_again()
    {
        var keys = _scene.Instance();
        var first = await keys.CurrentIdAsync();
        await RotateAsync(keys);
        await _scene.PassAsync(TimeSpan.FromHours(2), keys);
        var second = await keys.CurrentIdAsync();
        Assert.NotEqual(first, second);

        var row = (await _scene.RowsAsync())[1];
        await _scene.ChangeAsync(row with { RotateAt = _scene.Time.GetUtcNow().AddDays(1) });
        await _scene.PassAsync(Schedule.Keepable, keys);

        Assert.Equal(second, await keys.CurrentIdAsync());
    }

    [Fact]
    public async Task A_key_that_no_longer_signs_is_closed()
    {
        var keys = _scene.Instance();
        var first = await keys.CurrentAsync("ES256", CancellationToken.None);
        await RotateAsync(keys);
        await _scene.PassAsync(Schedule.Keepable, keys);
        await first.SignAsync("x"u8.ToArray(), default);

        await _scene.PassAsync(Schedule.Announcement + Schedule.Leeway, keys);

        await Assert.ThrowsAsync<SigningKeyClosedException>(async () => await first.SignAsync("x"u8.ToArray(), default));
    }

    [Fact]
    public async Task A_revoked_key_leaves_the_JWK_Set_its_tokens_fail_and_the_next_one_signs_at_once()
    {
        var keys = _scene.Instance();
        var token = await keys.TokenAsync();
        var first = await keys.CurrentIdAsync();
        await RevokeAsync(0);

        await _scene.PassAsync(Schedule.Keepable, keys);

        Assert.False(await keys.VerifiesAsync(token));
        var second = await keys.CurrentIdAsync();
        Assert.NotEqual(first, second);
        Assert.Equal([second], await keys.PublishedIdsAsync());
        Assert.True(await keys.VerifiesAsync(await keys.TokenAsync()));
    }

    [Fact]
    public async Task After_a_revocation_the_key_before_it_signs_until_the_next_is_announced()
    {
        var keys = _scene.Instance();
        var first = await keys.CurrentIdAsync();
        await RotateAsync(keys);
        await _scene.PassAsync(TimeSpan.FromHours(2), keys);
        var second = await keys.CurrentIdAsync();
        await RevokeAsync(1);

        await _scene.PassAsync(Schedule.Keepable, keys);
        Assert.Equal(first, await keys.CurrentIdAsync());
        await _scene.PassAsync(Schedule.Keepable, keys);
        var published = await keys.PublishedIdsAsync();
        Assert.Equal(first, published[0]);
        Assert.DoesNotContain(second, published);

        await _scene.PassAsync(Schedule.Announcement, keys);
        Assert.Equal(published[1], await keys.CurrentIdAsync());
        Assert.Equal([1, 2, 3], (await _scene.RowsAsync()).Select(row => row.Sequence));
    }

    [Fact]
    public async Task A_revoked_row_is_removed_when_its_retirement_is_over()
    {
        var keys = _scene.Instance();
        await keys.TokenAsync();
        await RevokeAsync(0);
        await _scene.PassAsync(Schedule.Keepable, keys);
        await _scene.PassAsync(_scene.Retirement - Schedule.Leeway, keys);
        Assert.Equal(2, (await _scene.RowsAsync()).Count);

        await _scene.PassAsync(Schedule.Keepable, keys);

        Assert.False(Assert.Single(await _scene.RowsAsync()).IsRevoked);
    }

    [Fact]
    public async Task An_instance_that_was_idle_reads_before_it_answers()
    {
        var (idle, busy) = (_scene.Instance(), _scene.Instance());
        await idle.TokenAsync();
        await busy.TokenAsync();
        await RotateAsync(busy);
        await _scene.PassAsync(TimeSpan.FromHours(2), busy);

        Assert.True(await idle.VerifiesAsync(await busy.TokenAsync()));
    }

    [Fact]
    public async Task Verifiers_may_not_cache_the_JWK_Set_of_an_instance_without_tables()
    {
        var tables = new FaultyTables(_scene.Tables);
        var keys = _scene.Instance(tables);
        await keys.TokenAsync();
        tables.IsDown = true;

        _scene.Time.Advance(Schedule.Keepable);
        Assert.Equal(Schedule.MaxAge, (await keys.PublishedAsync(CancellationToken.None)).Document.MaxAge);
        _scene.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(TimeSpan.Zero, (await keys.PublishedAsync(CancellationToken.None)).Document.MaxAge);

        tables.IsDown = false;
        _scene.Time.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal(Schedule.MaxAge, (await keys.PublishedAsync(CancellationToken.None)).Document.MaxAge);
    }

    [Fact]
    public async Task Each_algorithm_rotates_independently()
    {
        var keys = _scene.Instance("ES256", "RS256");
        var (es, rs) = (await keys.CurrentIdAsync("ES256"), await keys.CurrentIdAsync("RS256"));
        await _scene.ChangeAsync((await _scene.RowsAsync()).Single(row => row.Algorithm == "RS256") with { RotateAt = _scene.Time.GetUtcNow() });
        await _scene.PassAsync(Schedule.Keepable, keys);
        await _scene.PassAsync(TimeSpan.FromHours(2), keys);

        Assert.Equal(es, await keys.CurrentIdAsync("ES256"));
        Assert.NotEqual(rs, await keys.CurrentIdAsync("RS256"));
        Assert.True(await keys.VerifiesAsync(await keys.TokenAsync("RS256")));
        await Assert.ThrowsAsync<InvalidOperationException>(() => keys.TokenAsync("PS256"));
    }

    private async Task UntilAsync(DateTimeOffset time, WrappedSigningKeys keys) => await _scene.PassAsync(time - _scene.Time.GetUtcNow(), keys);

    /// <summary>Rotates as the operator command does, and waits until the next key is created.</summary>
    private async Task RotateAsync(WrappedSigningKeys keys)
    {
        await _scene.ChangeAsync((await _scene.RowsAsync())[^1] with { RotateAt = _scene.Time.GetUtcNow() });
        await _scene.PassAsync(Schedule.Keepable, keys);
    }

    private async Task RevokeAsync(int index) => await _scene.ChangeAsync((await _scene.RowsAsync())[index] with { IsRevoked = true });
}
