using System.Net;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Tollgate.TestKit;
using Tollgate.TestKit.Http;

namespace Tollgate.Operator.Tests;

/// <summary>A user who is disabled and enabled again while a server runs on the same tables.</summary>
public sealed class DisabledUserTests : IAsyncLifetime
{
    private static readonly (string, string?)[] Web = [("client_id", "demo-web")];

    private readonly OperatorShell _shell = new();
    private TestHost _host = null!;

    private HttpClient Client => _host.Client;

    public async ValueTask InitializeAsync() => _host = await TestHost.StartAsync(
        options => options with { DataFile = _shell.File }, services => services.AddSingleton<TimeProvider>(_shell.Clock));

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        _shell.Dispose();
    }

    [Fact]
    public async Task The_sessions_and_tokens_of_a_disabled_user_are_invalid_within_30_seconds()
    {
        using var browser = new ScriptlessBrowser(_host.Address);
        var tokens = await TokensAsync(browser);
        var code = (await browser.GetAsync(Requests.Authorize(Web))).Code;
        Assert.Equal(HttpStatusCode.OK, (await Client.UserInfoAsync(tokens.Text("access_token"))).Status);
        Assert.True((await IntrospectAsync(tokens, "access_token")).GetProperty("active").GetBoolean());
        Assert.True((await IntrospectAsync(tokens, "refresh_token")).GetProperty("active").GetBoolean());

        await DoneAsync("disable", "User alice disabled.");

        Assert.Equal("invalid_grant", await RefreshAsync(tokens));
        Assert.Equal("invalid_grant", await Client.TokenErrorAsync(Requests.Redeem(code, ("client_id", null)), Requests.Web));
        Assert.Equal(HttpStatusCode.Unauthorized, (await Client.UserInfoAsync(tokens.Text("access_token"))).Status);
        Assert.False((await IntrospectAsync(tokens, "access_token")).GetProperty("active").GetBoolean());
        Assert.False((await IntrospectAsync(tokens, "refresh_token")).GetProperty("active").GetBoolean());
        Assert.Equal("login_required", (await browser.GetAsync(Requests.Authorize([.. Web, ("prompt", "none")]))).Error);
    }

    [Fact]
    public async Task A_disabled_user_cannot_sign_in_anywhere()
    {
        await DoneAsync("disable", "User alice disabled.");
        using var browser = new ScriptlessBrowser(_host.Address);

        Assert.True((await browser.SignInAsync(await browser.GetAsync(Requests.Authorize()), "alice")).HasField("password"));
        Assert.True((await browser.SignInAsync(await browser.OpenAsync("/device"), "alice")).HasField("password"));
        Assert.True((await browser.SignInAsync(await browser.OpenAsync("/apps"), "alice")).HasField("password"));
        Assert.Equal("invalid_grant", await PasswordAsync());
    }

    [Fact]
    public async Task A_disabled_user_cannot_use_an_invitation()
    {
        var invited = await _shell.JsonAsync("user", "invite", "alice", "--issuer", "https://auth.example");
        await DoneAsync("disable", "User alice disabled.");
        using var browser = new ScriptlessBrowser(_host.Address);

        Assert.False((await browser.GetAsync(new Uri(invited.Text("invitation")!).PathAndQuery)).HasForm);
        await _shell.RefusedAsync(1, "is disabled", "user", "invite", "alice", "--issuer", "https://auth.example");
    }

    [Fact]
    public async Task Enabling_lets_the_user_sign_in_and_revives_no_session_or_token()
    {
        using var browser = new ScriptlessBrowser(_host.Address);
        var tokens = await TokensAsync(browser);
        await DoneAsync("disable", "User alice disabled.");

        await DoneAsync("enable", "User alice enabled.");

        Assert.Equal("invalid_grant", await RefreshAsync(tokens));
        Assert.Equal(HttpStatusCode.Unauthorized, (await Client.UserInfoAsync(tokens.Text("access_token"))).Status);
        Assert.Equal("login_required", (await browser.GetAsync(Requests.Authorize([.. Web, ("prompt", "none")]))).Error);
        var again = await TokensAsync(browser);
        Assert.Null(await RefreshAsync(again));
        Assert.Null(await PasswordAsync());
    }

    /// <summary>An instance that has not yet noticed the change lets the user in for some seconds.</summary>
    [Fact]
    public async Task Enabling_revives_no_session_that_began_before_the_instance_noticed_the_disabling()
    {
        using var browser = new ScriptlessBrowser(_host.Address);
        await TokensAsync(browser);
        Assert.Equal(0, (await _shell.RunAsync("user", "disable", "alice")).ExitCode);
        _shell.Clock.Advance(TimeSpan.FromSeconds(10));
        using var late = new ScriptlessBrowser(_host.Address);
        Assert.NotNull((await late.AllowAsync(Requests.Authorize(Web), "alice")).Code);
        _shell.Clock.Advance(TimeSpan.FromSeconds(30));

        await DoneAsync("enable", "User alice enabled.");

        Assert.Equal("login_required", (await late.GetAsync(Requests.Authorize([.. Web, ("prompt", "none")]))).Error);
    }

    [Fact]
    public async Task The_state_is_shown_and_a_second_run_finishes_the_first()
    {
        await DoneAsync("disable", "User alice disabled.");
        await DoneAsync("disable", "User alice disabled.");

        Assert.Equal("disabled", (await _shell.RunAsync("user", "show", "alice"))["state"]);
        Assert.True((await _shell.JsonAsync("user", "show", "alice")).GetProperty("disabled").GetBoolean());
        Assert.True(Assert.Single((await _shell.JsonAsync("user", "list")).EnumerateArray()).GetProperty("disabled").GetBoolean());
        Assert.Equal(0, (await _shell.RunAsync("user", "set", "alice", "--given-name", "Alicia")).ExitCode);
        Assert.True((await _shell.JsonAsync("user", "show", "alice")).GetProperty("disabled").GetBoolean());
        await _shell.RefusedAsync(1, "has no user nobody", "user", "disable", "nobody");
    }

    private async Task DoneAsync(string command, string sentence)
    {
        _shell.Clock.Advance(TimeSpan.FromSeconds(1));
        var answer = await _shell.RunAsync("user", command, "alice");
        Assert.True(answer.ExitCode == 0, answer.Error);
        Assert.StartsWith(sentence, answer.Output, StringComparison.Ordinal);
        _shell.Clock.Advance(TimeSpan.FromSeconds(30));
    }

    private async Task<JsonElement> TokensAsync(ScriptlessBrowser browser) => await Client.TokensAsync(
        Requests.Redeem((await browser.AllowAsync(Requests.Authorize(Web), "alice")).Code, ("client_id", null)), Requests.Web);

    private Task<string?> RefreshAsync(JsonElement tokens) => Client.TokenErrorAsync(
        Requests.Encode(("grant_type", "refresh_token"), ("refresh_token", tokens.Text("refresh_token"))), Requests.Web);

    private Task<string?> PasswordAsync() => Client.TokenErrorAsync(
        Requests.Encode(("grant_type", "password"), ("username", "alice"), ("password", ScriptlessBrowser.Password)), Requests.Legacy);

    private async Task<JsonElement> IntrospectAsync(JsonElement tokens, string token)
    {
        using var response = await Client.PostTokenAsync(Requests.Encode(("token", tokens.Text(token))), Requests.Web, "/introspect");
        return await response.JsonAsync();
    }
}
