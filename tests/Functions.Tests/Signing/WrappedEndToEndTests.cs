using Azure.Security.KeyVault.Keys;
using Tollgate.Domain.Tokens;
using Tollgate.Functions.Tests.Http;
using Tollgate.Functions.Tests.KeyVault;
using Tollgate.TestKit.KeyVault;

namespace Tollgate.Functions.Tests.Signing;

/// <summary>The same in wrapped mode, where only a cold instance needs the vault.</summary>
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
        using var client = new HttpClient { BaseAddress = host.Address };
        Vault.Faults.Down = true;
        _scene.Time.Advance(TimeSpan.FromDays(20));

        Assert.True(await keys.VerifiesAsync(await client.DemoTokenAsync()));
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
        // Another instance has made the key.
        await WarmKeysAsync();
        return _scene.Instance(_scene.Tables, _scene.Client(configure));
    }
}
