using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Tollgate.TestKit;
using Tollgate.TestKit.Http;

namespace Tollgate.Functions.Tests.Budget;

/// <summary>What a DPoP proof adds to the transactions of a request on a warm instance: a write where nothing else makes the request good once.</summary>
public sealed class DpopBudgetTests(AzuriteFixture azurite) : IAsyncLifetime
{
    private readonly DpopSender _sender = new();
    private CountedHost _host = null!;
    private ScriptlessBrowser _browser = null!;
    private string _username = "";

    public async ValueTask InitializeAsync()
    {
        _host = await CountedHost.StartAsync(azurite);
        _browser = new ScriptlessBrowser(_host.Server.Address);
        _username = await _host.Server.NewUserAsync();
        await _host.Client.DemoTokenAsync();
        await _host.Client.UserInfoAsync((await TokensAsync(Requests.Redeem(await CodeAsync()))).Text("access_token"));
    }

    public async ValueTask DisposeAsync()
    {
        _sender.Dispose();
        _browser?.Dispose();
        if (_host is not null)
            await _host.DisposeAsync();
    }

    [Fact]
    public async Task Client_credentials_cost_one() => Assert.Equal(
        ["write grants"], await _host.CountAsync(() => TokensAsync("grant_type=client_credentials", TokenRequests.DemoCredentials)));

    [Fact]
    public async Task A_wrong_proof_costs_nothing() => Assert.Empty(await _host.CountAsync(async () =>
        (await _host.Client.PostTokenAsync("grant_type=client_credentials", TokenRequests.DemoCredentials, proofs: "a.b.c")).Dispose()));

    [Fact]
    public async Task A_redemption_and_a_rotation_cost_what_they_cost_without()
    {
        var (code, tokens) = (await CodeAsync(), default(JsonElement));

        Assert.Equal(["read grants", "write grants"], await _host.CountAsync(async () => tokens = await TokensAsync(Requests.Redeem(code))));
        Assert.Equal(
            ["read grants", "write grants"],
            await _host.CountAsync(async () => tokens = await TokensAsync(Requests.Refresh(tokens.Text("refresh_token")))));
        Assert.Equal(["write grants"], await _host.CountAsync(() => TokensAsync(Requests.Refresh(tokens.Text("refresh_token")))));
        Assert.Equal(["read grants"], await _host.CountAsync(() => UserInfoAsync(tokens.Text("access_token")!)));
    }

    [Fact]
    public async Task A_refresh_without_rotation_costs_one_more()
    {
        var client = await _host.Server.NewClientAsync(known => known with { RotatesRefreshTokens = false, RequiresConsent = false }, "demo-web");
        var basic = $"{client}:demo-web-secret";
        var code = (await _browser.GetAsync(Requests.Authorize(("client_id", client)))).Code;
        var token = (await TokensAsync(Requests.Redeem(code, ("client_id", null)), basic)).Text("refresh_token");

        var body = $"grant_type=refresh_token&refresh_token={token}";
        Assert.Equal(["read grants"], await _host.CountAsync(() => _host.Client.TokensAsync(body, basic)));
        Assert.Equal(["read grants", "write grants"], await _host.CountAsync(() => TokensAsync(body, basic)));
    }

    /// <summary>A proof has no meaning there.</summary>
    [Theory]
    [InlineData("/introspect", "token=a.b.c")]
    [InlineData("/revoke", "token=a.b.c")]
    public async Task At_introspection_and_revocation_a_proof_costs_nothing(string path, string body) => Assert.Empty(await _host.CountAsync(async () =>
        (await _host.Client.PostTokenAsync(body, TokenRequests.DemoCredentials, path, ProofAt("POST", path[1..]))).Dispose()));

    private DateTimeOffset Now => _host.Server.Services.GetRequiredService<TimeProvider>().GetUtcNow();

    private async Task<string?> CodeAsync() => (await _browser.AllowAsync(Requests.Authorize(), _username)).Code;

    private async Task<JsonElement> TokensAsync(string body, string? basic = null)
    {
        using var response = await _host.Client.PostTokenAsync(body, basic, proofs: ProofAt("POST", "token"));
        var answer = await response.JsonAsync();
        Assert.Equal("DPoP", answer.Text("token_type"));
        return answer;
    }

    private async Task UserInfoAsync(string token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/userinfo") { Headers = { { "Authorization", $"DPoP {token}" } } };
        request.Headers.Add("DPoP", _sender.Proof("GET", new Uri(_host.Server.Address, "userinfo").AbsoluteUri, Now, token));
        using var response = await _host.Client.SendAsync(request);
        Assert.True(response.IsSuccessStatusCode, response.Header("WWW-Authenticate"));
    }

    private string ProofAt(string method, string path) => _sender.Proof(method, new Uri(_host.Server.Address, path).AbsoluteUri, Now);
}
