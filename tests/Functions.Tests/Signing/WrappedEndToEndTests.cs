using Azure.Security.KeyVault.Keys;
using Tollgate.Domain.Keys;
using Tollgate.Functions.Tests.KeyVault;
using Tollgate.TestKit.Http;
using Tollgate.TestKit.KeyVault;
using Tollgate.TestKit.Signing;

namespace Tollgate.Functions.Tests.Signing;

/// <summary>The contract in wrapped mode, where only a cold instance needs the vault.</summary>
public sealed class WrappedEndToEndTests : SigningEndToEndContract
{
    private WrappedScene _scene = null!;

    protected override KeyVaultServer Vault => _scene.Vault;

    protected override (string Name, string Operation) Key => ("wrap", "unwrapkey");

    protected override IEnumerable<(string Operation, int Status)> CostOfAToken => [];

    public override async ValueTask InitializeAsync() => _scene = await WrappedScene.StartAsync();

    public override ValueTask DisposeAsync() => _scene.DisposeAsync();

    [Fact]
    public async Task A_warm_instance_answers_while_the_vault_is_down()
    {
        var keys = await WarmKeysAsync();
        await using var host = await HostAsync(keys);
        var client = host.Client;
        Vault.Faults.Down = true;
        _scene.Time.Advance(TimeSpan.FromDays(20));

        Assert.True(await keys.VerifiesAsync(await client.DemoTokenAsync()));
    }

    /// <summary>
    /// An idle instance chooses the old key while it opens the new key, and then closes the old key. A request that has chosen the old key signs with the
    /// new key.
    /// </summary>
    [Fact]
    public async Task A_token_whose_key_is_superseded_before_it_signs_is_signed_with_the_next_key()
    {
        var (first, next, keys) = await StandingInAsync();
        await using var host = await HostAsync(keys);
        var client = host.Client;

        var token = await client.DemoTokenAsync();

        Assert.True(keys.HasInterrupted);
        Assert.Equal(next, SigningInstance.KidOf(token));
        Assert.NotEqual(first, next);
    }

    [Fact]
    public async Task A_token_whose_key_is_revoked_before_it_signs_is_signed_with_the_next_key()
    {
        var inner = _scene.Instance();
        await inner.TokenAsync();
        await inner.Upkeep;
        var first = await inner.CurrentIdAsync();
        var keys = new InterruptedKeys(inner, async () =>
        {
            await _scene.ChangeAsync((await _scene.RowsAsync())[0] with { IsRevoked = true });
            await _scene.PassAsync(_scene.Schedule.Withdrawal, inner);
        });
        await using var host = await HostAsync(keys);
        var client = host.Client;

        var token = await client.DemoTokenAsync();

        Assert.True(keys.HasInterrupted);
        Assert.NotEqual(first, SigningInstance.KidOf(token));
        Assert.True(await inner.VerifiesAsync(token));
    }

    /// <summary>
    /// Prepares an instance that still signs with the first key, because the next key cannot be opened. The next key is opened after a request has chosen
    /// the first key.
    /// </summary>
    private async Task<(string First, string Next, InterruptedKeys Keys)> StandingInAsync()
    {
        var (client, way) = _scene.WayToVault();
        var (idle, busy) = (_scene.Instance(_scene.Tables, client), _scene.Instance());
        await _scene.PassAsync(TimeSpan.Zero, idle, busy);
        var first = await idle.CurrentIdAsync();
        await _scene.ChangeAsync((await _scene.RowsAsync())[0] with { RotateAt = _scene.Time.GetUtcNow() });
        await _scene.PassAsync(_scene.Schedule.Keepable, busy);
        await _scene.PassAsync(TimeSpan.FromHours(2), busy);
        var next = await busy.CurrentIdAsync();
        way.IsDown = true;
        await WrappedScene.ReadAsync(idle);
        Assert.Equal(first, await idle.CurrentIdAsync());
        return (first, next, new InterruptedKeys(idle, async () =>
        {
            way.IsDown = false;
            await _scene.PassAsync(_scene.Schedule.Withdrawal, idle);
        }));
    }

    protected override async Task<ISigningKeys> WarmKeysAsync()
    {
        var keys = _scene.Instance();
        await keys.TokenAsync();
        await keys.Upkeep;
        Vault.Log.Clear();
        return keys;
    }

    protected override async Task<ISigningKeys> KeysThatNeedTheVaultAsync(Action<KeyClientOptions>? configure = null)
    {
        // Another instance creates the key.
        await WarmKeysAsync();
        return _scene.Instance(_scene.Tables, _scene.Client(configure));
    }
}
