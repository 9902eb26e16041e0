using Tollgate.Functions.Tests.ClientAuthentication;
using Tollgate.TestKit;
using Tollgate.TestKit.Http;
using Tollgate.TestKit.Signing;

namespace Tollgate.Functions.Tests.Budget;

/// <summary>An assertion of a client costs one write, because its jti is spent.</summary>
public sealed class AssertionBudgetTests(AzuriteFixture azurite) : IAsyncLifetime
{
    private readonly AssertionSigner _signer = AssertionSigner.New();
    private CountedHost _host = null!;
    private KeyClient _client = null!;
    private ScriptlessBrowser _browser = null!;
    private string _username = "";

    public async ValueTask InitializeAsync()
    {
        _host = await CountedHost.StartAsync(azurite);
        _client = await KeyClient.RegisterAsync(_host.Server, _host.Client, _signer);
        _browser = new ScriptlessBrowser(_host.Server.Address);
        _username = await _host.Server.NewUserAsync();
        // Warms the instance: it knows the client.
        await _client.TokenAsync();
    }

    public async ValueTask DisposeAsync()
    {
        _signer.Dispose();
        _browser?.Dispose();
        if (_host is not null)
            await _host.DisposeAsync();
    }

    [Fact]
    public async Task Client_credentials_cost_one() => Assert.Equal(["write grants"], await _host.CountAsync(() => _client.TokenAsync()));

    [Fact]
    public async Task A_redemption_and_a_refresh_cost_one_more()
    {
        var request = Requests.Authorize(("client_id", _client.ClientId), ("scope", "openid offline_access"));
        var code = (await _browser.AllowAsync(request, _username)).Code;
        var refreshToken = "";

        Assert.Equal(["read grants", "write grants", "write grants"], await _host.CountAsync(async () => refreshToken = (await _client.PostAsync(
            "/token", Requests.Redeem(code, ("client_id", _client.ClientId)))).Value("refresh_token")!));
        Assert.Equal(["read grants", "write grants", "write grants"], await _host.CountAsync(() => RefreshAsync()));
        Assert.Equal(["write grants", "write grants"], await _host.CountAsync(() => RefreshAsync()));

        async Task RefreshAsync()
        {
            var answer = await _client.PostAsync("/token", "grant_type=refresh_token&refresh_token=" + refreshToken);
            refreshToken = answer.Value("refresh_token")!;
        }
    }

    [Theory]
    [InlineData("/introspect", "token=x")]
    [InlineData("/revoke", "token=x")]
    public async Task Other_endpoints_cost_one_more(string path, string body) =>
        Assert.Equal(["write grants"], await _host.CountAsync(() => _client.PostAsync(path, body)));

    [Fact]
    public async Task Device_authorization_costs_one_more_than_with_a_secret()
    {
        // Warms the instance: it knows the other client too.
        await _host.Client.PostTokenAsync("client_id=demo-device&scope=openid", path: "/device-authorization");
        var without = await _host.CountAsync(() => _host.Client.PostTokenAsync("client_id=demo-device&scope=openid", path: "/device-authorization"));

        var cost = await _host.CountAsync(() => _client.PostAsync("/device-authorization", "scope=openid"));

        // A public client is throttled by its network, which costs transactions of its own.
        Assert.Equal(without.Where(each => !each.EndsWith("attempts", StringComparison.Ordinal)).Append("write grants").Order(), cost.Order());
    }

    [Fact]
    public async Task A_refused_assertion_costs_nothing()
    {
        Assert.Empty(await _host.CountAsync(() => _client.TokenAsync(_client.Assertion(claims => claims["aud"] = "https://other.example"))));
        Assert.Empty(await _host.CountAsync(() => _client.TokenAsync(_client.Assertion(header: header => header["kid"] = "other"))));
    }
}
