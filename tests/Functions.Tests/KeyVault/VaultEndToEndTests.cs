using System.Net;
using Azure.Security.KeyVault.Keys;
using Microsoft.Extensions.DependencyInjection;
using Tollgate.Domain.Tokens;
using Tollgate.Functions.KeyVault;
using Tollgate.Functions.Tests.Http;
using Tollgate.LocalHost.Hosting;
using Tollgate.TestKit;

namespace Tollgate.Functions.Tests.KeyVault;

/// <summary>What a client of the token endpoint sees while Key Vault signs, throttles, refuses or is away.</summary>
public sealed class VaultEndToEndTests : IAsyncLifetime
{
    private VaultOverHttp _vault = null!;

    public async ValueTask InitializeAsync() => _vault = await VaultOverHttp.StartAsync("ES256");

    public ValueTask DisposeAsync() => _vault.DisposeAsync();

    [Fact]
    public async Task A_token_costs_one_signature_and_verifies_with_the_served_JWK_Set()
    {
        var keys = await _vault.WarmKeysAsync();
        await using var host = await HostAsync(keys);
        using var client = new HttpClient { BaseAddress = host.Address };

        var token = await client.DemoTokenAsync();

        Assert.Equal(("sign", 200), Assert.Single(_vault.Server.Requests.Select(request => (request.Operation, request.Status))));
        using var response = await client.GetAsync(new Uri("/.well-known/jwks.json", UriKind.Relative));
        var served = (await response.JsonAsync()).GetProperty("keys").EnumerateArray().Select(key => key.GetRawText());
        Assert.Equal((await keys.JsonWebKeysAsync()).Select(key => key.GetRawText()), served);
        Assert.True(await keys.VerifiesAsync(token));
    }

    [Fact]
    public async Task A_throttled_vault_delays_a_token_and_yields_one()
    {
        var keys = await _vault.WarmKeysAsync();
        await using var host = await HostAsync(keys);
        using var client = new HttpClient { BaseAddress = host.Address };
        _vault.Server.Throttle(2, TimeSpan.Zero);

        Assert.True(await keys.VerifiesAsync(await client.DemoTokenAsync()));
        Assert.Equal(1, _vault.Server.Count("sign"));
    }

    [Fact]
    public Task A_vault_that_goes_on_throttling_is_temporarily_unavailable() =>
        AnswersAsync(HttpStatusCode.ServiceUnavailable, "temporarily_unavailable", () => _vault.Server.Throttle(100, TimeSpan.Zero));

    [Fact]
    public Task A_vault_that_goes_on_failing_is_temporarily_unavailable() =>
        AnswersAsync(
            HttpStatusCode.ServiceUnavailable, "temporarily_unavailable", () => _vault.Server.Fail(100, HttpStatusCode.ServiceUnavailable));

    [Fact]
    public Task A_vault_that_is_down_is_temporarily_unavailable() =>
        AnswersAsync(HttpStatusCode.ServiceUnavailable, "temporarily_unavailable", () => _vault.Server.Faults.Down = true);

    [Fact]
    public Task A_vault_whose_answers_each_come_too_late_is_temporarily_unavailable() =>
        AnswersAsync(
            HttpStatusCode.ServiceUnavailable, "temporarily_unavailable", () => _vault.Server.Faults.Latency = TimeSpan.FromMinutes(10),
            options => options.Retry.NetworkTimeout = TimeSpan.FromMilliseconds(20));

    [Fact]
    public Task A_vault_that_refuses_to_sign_is_a_server_error() =>
        AnswersAsync(
            HttpStatusCode.InternalServerError, "server_error",
            () => _vault.Server.Keys.Disable("signing-es256", _vault.Server.Keys.Find("signing-es256").Version));

    /// <summary>Breaks the vault, asks for a token, and expects the error with nothing signed.</summary>
    private async Task AnswersAsync(HttpStatusCode status, string error, Action fault, Action<KeyClientOptions>? configure = null)
    {
        var keys = await _vault.WarmKeysAsync(configure);
        await using var host = await HostAsync(keys);
        using var client = new HttpClient { BaseAddress = host.Address };
        fault();

        using var response = await client.PostTokenAsync("grant_type=client_credentials", TokenRequests.DemoCredentials);

        Assert.Equal(error, (await response.JsonAsync()).GetProperty("error").GetString());
        Assert.Equal(status, response.StatusCode);
        Assert.Equal(0, _vault.Server.Count("sign"));
    }

    private static Task<LocalHostServer> HostAsync(VaultSigningKeys keys) => LocalHostServer.StartAsync(
        new LocalHostOptions
        {
            Address = new Uri($"http://127.0.0.1:{FreePort.Take()}"),
            LogLevel = Microsoft.Extensions.Logging.LogLevel.None,
        },
        services => services.AddSingleton<IKeyRings>(new OneKeyRing(keys)));
}
