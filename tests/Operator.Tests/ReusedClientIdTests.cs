using System.Net;
using Tollgate.TestKit;
using Tollgate.TestKit.Http;

namespace Tollgate.Operator.Tests;

/// <summary>The operators' command removes a client and adds it again under the same id, on the tables of a running server.</summary>
public sealed class ReusedClientIdTests : IAsyncLifetime
{
    private const string Scope = "openid email offline_access";

    private readonly OperatorShell _shell = new() { RealTime = TimeProvider.System };
    private readonly TemporaryFolder _keys = new();
    private TestHost _host = null!;

    private HttpClient Client => _host.Client;

    public async ValueTask InitializeAsync() => _host = await StartAsync();

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        _keys.Dispose();
        _shell.Dispose();
    }

    [Fact]
    public async Task A_new_client_with_a_reused_id_inherits_neither_tokens_nor_consents()
    {
        var secret = await AddAsync();
        using var browser = new ScriptlessBrowser(_host.Address);
        var tokens = await TokensAsync(browser, secret);
        Assert.Equal(HttpStatusCode.OK, (await Client.UserInfoAsync(tokens.Text("access_token"))).Status);
        Assert.Equal(0, (await _shell.RunAsync("client", "remove", "notes", "--yes")).ExitCode);
        secret = await AddAsync();

        // Another instance has no cached rows.
        await using var other = await StartAsync();
        var client = other.Client;
        Assert.Equal("invalid_grant", await client.TokenErrorAsync(Requests.Refresh(tokens.Text("refresh_token"), "notes"), $"notes:{secret}"));
        Assert.Equal(HttpStatusCode.Unauthorized, (await client.UserInfoAsync(tokens.Text("access_token"))).Status);
        using var same = new ScriptlessBrowser(other.Address);
        foreach (var (name, value) in browser.Cookies)
            same.Cookies[name] = value;
        Assert.Equal("consent_required", (await same.GetAsync(Authorize(("prompt", "none")))).Error);

        tokens = await TokensAsync(same, secret, client);
        await client.TokensAsync(Requests.Refresh(tokens.Text("refresh_token"), "notes"), $"notes:{secret}");
        Assert.Null((await same.GetAsync(Authorize(("prompt", "none")))).Error);
    }

    [Fact]
    public async Task A_restart_and_an_edit_end_no_grants()
    {
        var secret = await AddAsync();
        using var browser = new ScriptlessBrowser(_host.Address);
        var tokens = await TokensAsync(browser, secret);
        var demo = await Client.TokensAsync(Requests.Redeem((await browser.AllowAsync(Requests.Authorize(), "alice")).Code));
        Assert.Equal(0, (await _shell.RunAsync("client", "set", "notes", "--name", "Notes of today")).ExitCode);
        await _host.DisposeAsync();
        _host = await StartAsync();

        await Client.TokensAsync(Requests.Refresh(tokens.Text("refresh_token"), "notes"), $"notes:{secret}");
        await Client.TokensAsync(Requests.Refresh(demo.Text("refresh_token")));
    }

    private Task<TestHost> StartAsync() => TestHost.StartAsync(
        options => (options with { Keys = _keys.Path, DataFile = _shell.File }).Set("Issuer", "http://127.0.0.1:7071"));

    private async Task<string> AddAsync() => (await _shell.JsonAsync(
        "client", "add", "--id", "notes", "--name", "Notes", "--scope", Scope, "--redirect-uri", Requests.Callback)).Text("client_secret")!;

    private static string Authorize(params (string, string?)[] changes) =>
        Requests.Authorize([("client_id", "notes"), ("scope", Scope), .. changes]);

    private async Task<System.Text.Json.JsonElement> TokensAsync(ScriptlessBrowser browser, string secret, HttpClient? client = null)
    {
        var code = (await browser.AllowAsync(Authorize(), "alice")).Code;
        return await (client ?? Client).TokensAsync(Requests.Redeem(code, ("client_id", null)), $"notes:{secret}");
    }
}
