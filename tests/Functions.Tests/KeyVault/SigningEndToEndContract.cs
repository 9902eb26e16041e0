using System.Net;
using Azure.Security.KeyVault.Keys;
using Microsoft.Extensions.DependencyInjection;
using Tollgate.Domain.Keys;
using Tollgate.TestKit;
using Tollgate.TestKit.Http;
using Tollgate.TestKit.KeyVault;
using Tollgate.TestKit.Signing;

namespace Tollgate.Functions.Tests.KeyVault;

/// <summary>The answers of the token endpoint while Key Vault works, throttles, refuses or is unavailable, in each mode that needs it.</summary>
public abstract class SigningEndToEndContract : IAsyncLifetime
{
    protected abstract KeyVaultServer Vault { get; }

    /// <summary>The vault's key, and the operation for which the mode uses it.</summary>
    protected abstract (string Name, string Operation) Key { get; }

    /// <summary>The requests to the vault that one token of a warm instance needs.</summary>
    protected abstract IEnumerable<(string Operation, int Status)> CostOfAToken { get; }

    public abstract ValueTask InitializeAsync();

    public abstract ValueTask DisposeAsync();

    /// <summary>Keys that have read their list and have signed, so that all requests counted from now on belong to a token.</summary>
    protected abstract Task<ISigningKeys> WarmKeysAsync();

    /// <summary>Keys that need the vault for their next token.</summary>
    protected abstract Task<ISigningKeys> KeysThatNeedTheVaultAsync(Action<KeyClientOptions>? configure = null);

    [Fact]
    public async Task A_token_costs_what_the_mode_says_and_verifies_with_the_served_JWK_Set()
    {
        var keys = await WarmKeysAsync();
        await using var host = await HostAsync(keys);
        var client = host.Client;

        var token = await client.DemoTokenAsync();

        Assert.Equal(CostOfAToken, Vault.Requests.Select(request => (request.Operation, request.Status)));
        using var response = await client.GetAsync(new Uri("/.well-known/jwks.json", UriKind.Relative));
        var served = (await response.JsonAsync()).GetProperty("keys").EnumerateArray().Select(key => key.GetRawText());
        Assert.Equal((await keys.JsonWebKeysAsync()).Select(key => key.GetRawText()), served);
        Assert.True(await keys.VerifiesAsync(token));
    }

    [Fact]
    public async Task A_throttled_vault_delays_a_token_and_yields_one()
    {
        var keys = await KeysThatNeedTheVaultAsync();
        await using var host = await HostAsync(keys);
        var client = host.Client;
        Vault.Throttle(2, TimeSpan.Zero);

        Assert.True(await keys.VerifiesAsync(await client.DemoTokenAsync()));
        Assert.Equal(1, Vault.Count(Key.Operation));
    }

    [Fact]
    public Task A_vault_that_goes_on_throttling_is_temporarily_unavailable() =>
        AnswersAsync(HttpStatusCode.ServiceUnavailable, "temporarily_unavailable", () => Vault.Throttle(100, TimeSpan.Zero));

    [Fact]
    public Task A_vault_that_goes_on_failing_is_temporarily_unavailable() =>
        AnswersAsync(HttpStatusCode.ServiceUnavailable, "temporarily_unavailable", () => Vault.Fail(100, HttpStatusCode.ServiceUnavailable));

    [Fact]
    public Task A_vault_that_is_down_is_temporarily_unavailable() =>
        AnswersAsync(HttpStatusCode.ServiceUnavailable, "temporarily_unavailable", () => Vault.Faults.Down = true);

    [Fact]
    public Task A_vault_whose_answers_each_come_too_late_is_temporarily_unavailable() =>
        AnswersAsync(
            HttpStatusCode.ServiceUnavailable, "temporarily_unavailable", () => Vault.Faults.Latency = TimeSpan.FromMinutes(10),
            options => options.Retry.NetworkTimeout = TimeSpan.FromMilliseconds(20));

    [Fact]
    public Task A_vault_that_refuses_is_temporarily_unavailable() =>
        AnswersAsync(
            HttpStatusCode.ServiceUnavailable, "temporarily_unavailable", () => Vault.Keys.Disable(Key.Name, Vault.Keys.Find(Key.Name).Version));

    protected static Task<TestHost> HostAsync(ISigningKeys keys) =>
        TestHost.StartAsync(register: services => services.AddSingleton<IKeyRings>(new OneKeyRing(keys)));

    /// <summary>Causes a fault of the vault, requests a token, and expects the error. The vault must have performed no operation.</summary>
    private async Task AnswersAsync(HttpStatusCode status, string error, Action fault, Action<KeyClientOptions>? configure = null)
    {
        var keys = await KeysThatNeedTheVaultAsync(configure);
        await using var host = await HostAsync(keys);
        var client = host.Client;
        fault();

        using var response = await client.PostTokenAsync("grant_type=client_credentials", TokenRequests.DemoCredentials);

        Assert.Equal(error, (await response.JsonAsync()).GetProperty("error").GetString());
        Assert.Equal(status, response.StatusCode);
        Assert.Equal(0, Vault.Count(Key.Operation));
    }
}

public sealed class VaultEndToEndTests : SigningEndToEndContract
{
    private VaultOverHttp _vault = null!;

    protected override KeyVaultServer Vault => _vault.Server;

    protected override (string Name, string Operation) Key => ("signing-es256", "sign");

    protected override IEnumerable<(string Operation, int Status)> CostOfAToken => [("sign", 200)];

    public override async ValueTask InitializeAsync() => _vault = await VaultOverHttp.StartAsync("ES256");

    public override ValueTask DisposeAsync() => _vault.DisposeAsync();

    protected override async Task<ISigningKeys> WarmKeysAsync() => await _vault.WarmKeysAsync();

    protected override async Task<ISigningKeys> KeysThatNeedTheVaultAsync(Action<KeyClientOptions>? configure = null) => await _vault.WarmKeysAsync(configure);
}
