using Azure;
using Tollgate.Domain.Keys;
using Tollgate.Functions.Signing;
using Tollgate.TestKit;
using Tollgate.TestKit.Signing;

namespace Tollgate.Functions.Tests.Signing;

/// <summary>The requests that need the vault, and the operations that work without it.</summary>
public sealed class WrappedOutageTests : IAsyncLifetime
{
    private WrappedScene _scene = null!;

    public async ValueTask InitializeAsync() => _scene = await WrappedScene.StartAsync();

    public ValueTask DisposeAsync() => _scene.DisposeAsync();

    [Fact]
    public async Task A_cold_start_costs_one_unwrapping_and_a_token_nothing()
    {
        await WarmAsync();
        _scene.Vault.Log.Clear();
        var cold = _scene.Instance();

        var tokens = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Task.Run(() => cold.TokenAsync())));

        foreach (var token in tokens)
            Assert.True(await cold.VerifiesAsync(token));
        Assert.Equal(["unwrapkey"], _scene.Vault.Requests.Where(request => request.Status == 200).Select(request => request.Operation));
    }

    [Fact]
    public async Task A_JWK_Set_needs_no_vault()
    {
        var kid = await (await WarmAsync()).CurrentIdAsync();
        _scene.Vault.Faults.Down = true;

        Assert.Equal([kid], await _scene.Instance().PublishedIdsAsync());
    }

    [Fact]
    public async Task Signing_goes_on_in_an_outage_even_past_the_time_of_rotation()
    {
        var keys = await WarmAsync();
        var kid = await keys.CurrentIdAsync();
        _scene.Vault.Faults.Down = true;

        for (var day = 0; day < 40; day++)
        {
            await _scene.PassAsync(TimeSpan.FromDays(1), keys);
            Assert.True(await keys.VerifiesAsync(await keys.TokenAsync()));
            Assert.Equal(kid, await keys.CurrentIdAsync());
        }

        Assert.Single(await _scene.RowsAsync());
        Assert.Contains(_scene.Log.Entries, entry => entry.Message.Contains("could not be read, made or opened"));

        _scene.Vault.Faults.Clear();
        await _scene.PassAsync(TimeSpan.FromDays(1), keys);
        Assert.Equal(2, (await _scene.RowsAsync()).Count);
    }

    [Fact]
    public async Task A_cold_instance_in_an_outage_has_no_key_until_the_vault_is_back()
    {
        var kid = await (await WarmAsync()).CurrentIdAsync();
        var cold = _scene.Instance();
        _scene.Vault.Faults.Down = true;
        await FailsAsync(cold);
        await FailsAsync(cold);

        _scene.Vault.Faults.Clear();
        Assert.Equal(kid, await cold.CurrentIdAsync());
    }

    [Fact]
    public async Task The_first_key_cannot_be_made_in_an_outage_and_is_made_after_it()
    {
        var keys = _scene.Instance();
        _scene.Vault.Faults.Down = true;
        await FailsAsync(keys);
        AssertOutage(await Record.ExceptionAsync(() => keys.PublishedIdsAsync()));
        Assert.Empty(await _scene.RowsAsync());

        _scene.Vault.Faults.Clear();
        Assert.True(await keys.VerifiesAsync(await keys.TokenAsync()));
    }

    [Fact]
    public async Task An_algorithm_whose_first_key_cannot_be_made_leaves_the_others_on_a_cold_instance()
    {
        await WarmAsync();
        // Keys that were wrapped before can be opened, but no new key can be wrapped.
        _scene.Vault.Keys.Disable("wrap", _scene.Vault.Keys.Rotate("wrap").Version);
        var cold = _scene.Instance("ES256", "RS256");

        Assert.True(await cold.VerifiesAsync(await cold.TokenAsync()));
        await Assert.ThrowsAsync<NoSigningKeyException>(() => cold.TokenAsync("RS256"));
        Assert.Single(await cold.PublishedIdsAsync());
        // The max-age is zero, because the first key of the other algorithm will sign at once.
        Assert.Equal(TimeSpan.Zero, (await cold.PublishedAsync(default)).Document.MaxAge);
    }

    [Fact]
    public async Task In_an_outage_a_cold_instance_publishes_its_keys_although_an_algorithm_lacks_its_first_key()
    {
        var kid = await (await WarmAsync()).CurrentIdAsync();
        _scene.Vault.Faults.Down = true;
        var cold = _scene.Instance("ES256", "RS256");

        Assert.Equal([kid], await cold.PublishedIdsAsync());
        Assert.Equal(TimeSpan.Zero, (await cold.PublishedAsync(default)).Document.MaxAge);
        await FailsAsync(cold);
        AssertOutage(await Record.ExceptionAsync(() => cold.TokenAsync("RS256")));

        _scene.Vault.Faults.Clear();
        Assert.Equal(kid, await cold.CurrentIdAsync());
        _scene.Time.Advance(TimeSpan.FromSeconds(10));
        await Eventually.TrueAsync(async () => await Record.ExceptionAsync(() => cold.TokenAsync("RS256")) is null);
        Assert.Equal(_scene.Schedule.MaxAge, (await cold.PublishedAsync(default)).Document.MaxAge);
    }

    [Fact]
    public async Task A_revoked_key_is_removed_although_no_other_key_can_be_made()
    {
        var keys = await WarmAsync();
        var token = await keys.TokenAsync();
        await _scene.ChangeAsync((await _scene.RowsAsync())[0] with { IsRevoked = true });
        _scene.Vault.Faults.Down = true;

        await _scene.PassAsync(_scene.Schedule.Keepable, keys);
        Assert.Empty(await keys.PublishedIdsAsync());
        Assert.False(await keys.VerifiesAsync(token));
        await FailsAsync(keys);

        // The retry follows after ten seconds. It does not wait five minutes.
        _scene.Vault.Faults.Clear();
        _scene.Time.Advance(TimeSpan.FromSeconds(10));
        await Eventually.TrueAsync(async () => await Record.ExceptionAsync(() => keys.TokenAsync()) is null);
        Assert.True(await keys.VerifiesAsync(await keys.TokenAsync()));
    }

    /// <summary>Only the vault can wrap the next key. A key can be revoked without the vault.</summary>
    [Fact]
    public async Task A_revoked_key_is_removed_although_the_vault_hangs()
    {
        var (client, way) = _scene.WayToVault();
        var keys = _scene.Instance(_scene.Tables, client);
        var token = await keys.TokenAsync();
        await keys.Upkeep;
        await _scene.ChangeAsync((await _scene.RowsAsync())[0] with { IsRevoked = true });
        way.Hangs = true;
        var asked = way.Requests;

        _scene.Time.Advance(_scene.Schedule.Withdrawal);
        var use = keys.VerifiesAsync(token);
        await Eventually.TrueAsync(() => way.Requests > asked);
        _scene.Time.Advance(VaultClient.Patience);

        Assert.False(await use);
        await Assert.ThrowsAnyAsync<Exception>(() => keys.TokenAsync());
    }

    [Fact]
    public async Task The_next_key_is_opened_before_it_signs()
    {
        var (keys, _, second) = await AnnounceAsync();
        _scene.Vault.Faults.Down = true;

        await _scene.PassAsync(_scene.Schedule.Announcement, keys);

        Assert.Equal(second, await keys.CurrentIdAsync());
    }

    [Fact]
    public async Task While_the_next_key_cannot_be_opened_the_old_key_signs_as_long_as_its_tokens_can_be_verified()
    {
        var (client, way) = _scene.WayToVault();
        var keys = _scene.Instance(_scene.Tables, client);
        await keys.TokenAsync();
        way.IsDown = true;
        var (_, first, second) = await AnnounceAsync();
        var madeAt = (await _scene.RowsAsync())[1].CreatedAt;

        var last = madeAt + _scene.Schedule.Announcement + _scene.Schedule.Staleness;
        while (_scene.Time.GetUtcNow() < last)
        {
            Assert.Equal(first, await keys.CurrentIdAsync());
            await _scene.PassAsync(TimeSpan.FromMinutes(30), keys);
        }

        await FailsAsync(keys);
        way.IsDown = false;
        Assert.Equal(second, await keys.CurrentIdAsync());
    }

    [Fact]
    public async Task No_request_waits_for_a_hanging_vault_while_an_older_key_is_open()
    {
        var (client, way) = _scene.WayToVault();
        var keys = _scene.Instance(_scene.Tables, client);
        await keys.TokenAsync();
        way.Hangs = true;
        var (_, first, second) = await AnnounceAsync();

        _scene.Time.Advance(_scene.Schedule.Announcement);
        Assert.Contains(second, await keys.PublishedIdsAsync());
        Assert.Equal(first, await keys.CurrentIdAsync());
        Assert.False(keys.Upkeep.IsCompleted);
    }

    /// <summary>Returns an instance that has signed a token. So the first key exists.</summary>
    private async Task<WrappedSigningKeys> WarmAsync()
    {
        var keys = _scene.Instance();
        await keys.TokenAsync();
        await keys.Upkeep;
        return keys;
    }

    /// <summary>Makes an instance create a second key that does not sign yet.</summary>
    private async Task<(WrappedSigningKeys Keys, string First, string Second)> AnnounceAsync()
    {
        var keys = await WarmAsync();
        var first = await keys.CurrentIdAsync();
        await _scene.PassAsync(TimeSpan.FromHours(2), keys);
        await _scene.ChangeAsync((await _scene.RowsAsync())[0] with { RotateAt = _scene.Time.GetUtcNow() });
        await _scene.PassAsync(_scene.Schedule.Keepable, keys);
        await _scene.PassAsync(_scene.Schedule.Keepable, keys);
        var second = Assert.Single(await keys.PublishedIdsAsync(), kid => kid != first);
        Assert.Equal(first, await keys.CurrentIdAsync());
        return (keys, first, second);
    }

    private static async Task FailsAsync(ISigningKeys keys) => AssertOutage(await Record.ExceptionAsync(() => keys.TokenAsync()));

    /// <summary>The exception comes from the only try, or collects the exceptions of all tries.</summary>
    private static void AssertOutage(Exception? fault) => Assert.True(fault is RequestFailedException or AggregateException, fault?.ToString() ?? "no fault");
}
