using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Tollgate.Functions.Tables;
using Tollgate.TestKit;
using Tollgate.TestKit.Http;

namespace Tollgate.Operator.Tests;

/// <summary>The operators' command lists and ends the sessions and consents of a user while a server runs on the same tables.</summary>
public sealed class SessionAndConsentTests : IAsyncLifetime
{
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
    public async Task The_sessions_of_a_user_are_listed_and_one_of_them_is_ended()
    {
        using var one = new ScriptlessBrowser(_host.Address);
        using var other = new ScriptlessBrowser(_host.Address);
        await SignInAsync(one);
        _shell.Clock.Advance(TimeSpan.FromMinutes(5));
        await SignInAsync(other);

        var sessions = (await _shell.JsonAsync("session", "list", "ALICE")).EnumerateArray().ToList();
        Assert.Equal(2, sessions.Count);
        Assert.Equal(_shell.Clock.GetUtcNow(), sessions[1].GetProperty("signed_in_at").GetDateTimeOffset());
        Assert.Contains("pwd", (await _shell.RunAsync("session", "list", "alice")).Output);
        var ended = await _shell.RunAsync("session", "end", "alice", sessions[0].Text("id")!);

        Assert.Equal((0, "1 session of alice ended, on all instances at once.\n"), (ended.ExitCode, ended.Output));
        Assert.Equal("login_required", await AskAsync(one));
        Assert.Null(await AskAsync(other));
        Assert.Equal(sessions[1].Text("id"), Assert.Single((await _shell.JsonAsync("session", "list", "alice")).EnumerateArray()).Text("id"));
    }

    [Fact]
    public async Task All_sessions_end_together_and_the_grants_stay()
    {
        using var browser = new ScriptlessBrowser(_host.Address);
        var tokens = await SignInAsync(browser);

        Assert.Equal(0, (await _shell.RunAsync("session", "end", "alice", "--all")).ExitCode);

        Assert.Equal("login_required", await AskAsync(browser));
        Assert.Null(await RefreshAsync(tokens));
        Assert.Equal("The user alice has no session.\n", (await _shell.RunAsync("session", "list", "alice")).Output);
        await _shell.RefusedAsync(1, "has no session", "session", "end", "alice", "--all");
    }

    [Fact]
    public async Task The_session_of_another_user_is_not_ended()
    {
        using var browser = new ScriptlessBrowser(_host.Address);
        await SignInAsync(browser);
        await _shell.RunAsync("user", "add", "bob", "--generate-password");
        var id = Assert.Single((await _shell.JsonAsync("session", "list", "alice")).EnumerateArray()).Text("id")!;

        await _shell.RefusedAsync(1, "The user bob has no session", "session", "end", "bob", id);
        Assert.Null(await AskAsync(browser));
    }

    [Fact]
    public async Task A_consent_ends_with_its_grants_and_the_user_is_asked_again()
    {
        using var browser = new ScriptlessBrowser(_host.Address);
        var tokens = await SignInAsync(browser);
        var listed = Assert.Single((await _shell.JsonAsync("consent", "list", "alice")).EnumerateArray());
        Assert.Equal(("demo-spa", "openid profile email offline_access"), (listed.Text("client_id"), listed.Text("scope")));
        Assert.Equal(1, listed.GetProperty("grants").GetArrayLength());
        Assert.Contains("demo-spa", (await _shell.RunAsync("consent", "list", "alice")).Output);

        var ended = await _shell.RunAsync("consent", "end", "alice", "demo-spa");

        Assert.Equal((0, "demo-spa: the consent and 1 grant of alice ended, on all instances at once.\n"), (ended.ExitCode, ended.Output));
        Assert.Equal("invalid_grant", await RefreshAsync(tokens));
        Assert.Equal(System.Net.HttpStatusCode.Unauthorized, (await Client.UserInfoAsync(tokens.Text("access_token"))).Status);
        Assert.True((await browser.GetAsync(Requests.Authorize())).HasButton("allow"));
        Assert.Equal("The user alice has allowed no client anything.\n", (await _shell.RunAsync("consent", "list", "alice")).Output);
        await _shell.RefusedAsync(1, "has allowed the client demo-spa nothing", "consent", "end", "alice", "demo-spa");
    }

    [Theory]
    [InlineData("session")]
    [InlineData("consent")]
    public async Task The_command_must_name_one_entry_or_all(string group)
    {
        await _shell.RefusedAsync(2, "or all by --all", group, "end", "alice");
        await _shell.RefusedAsync(2, "or all by --all", group, "end", "alice", "x", "--all");
        await _shell.RefusedAsync(1, "has no user nobody", group, "list", "nobody");
    }

    private async Task<JsonElement> SignInAsync(ScriptlessBrowser browser)
    {
        var tokens = await Client.TokensAsync(Requests.Redeem((await browser.AllowAsync(Requests.Authorize(), "alice")).Code));
        // The server writes the index of users in the background.
        await _host.Services.GetRequiredService<BackgroundWrites>().FinishedAsync();
        return tokens;
    }

    private static async Task<string?> AskAsync(ScriptlessBrowser browser) => (await browser.GetAsync(Requests.Authorize(("prompt", "none")))).Error;

    private Task<string?> RefreshAsync(JsonElement tokens) => Client.TokenErrorAsync(Requests.Refresh(tokens.Text("refresh_token")));
}
