using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Tollgate.Domain.Workspaces;
using Tollgate.Functions.Tables;
using Tollgate.TestKit;
using Tollgate.TestKit.Http;

namespace Tollgate.Functions.Tests.Http;

/// <summary>Codes, tokens, sessions and the grace of a refresh token end at the right time.</summary>
public sealed class ExpiryTests : IAsyncLifetime
{
    private TestHost _host = null!;

    public async ValueTask InitializeAsync() => _host = await TestHost.StartAsync(TestClock.New());

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task A_code_lives_sixty_seconds()
    {
        using var browser = new ScriptlessBrowser(_host.Server.Address);
        var username = await _host.Server.NewUserAsync();
        var first = await browser.AllowAsync(Requests.Authorize(), username);
        _host.Clock.Advance(TimeSpan.FromSeconds(59));
        var second = await browser.AllowAsync(Requests.Authorize(), username);

        Assert.Null(await _host.Client.TokenErrorAsync(Requests.Redeem(first.Code)));
        _host.Clock.Advance(TimeSpan.FromSeconds(60));
        Assert.Equal("invalid_grant", await _host.Client.TokenErrorAsync(Requests.Redeem(second.Code)));
    }

    [Fact]
    public async Task A_user_who_was_removed_gets_no_more_tokens_after_thirty_seconds()
    {
        var username = await _host.Server.NewUserAsync();
        using var browser = new ScriptlessBrowser(_host.Server.Address);
        var tokens = await _host.Client.TokensAsync(Requests.Redeem((await browser.AllowAsync(Requests.Authorize(), username)).Code));

        await _host.Server.Services.GetRequiredService<UserTable>().RemoveAsync(Workspace.DefaultName, username, default);
        _host.Clock.Advance(TimeSpan.FromSeconds(30));

        Assert.Null((await browser.GetAsync(Requests.Authorize())).Code);
        Assert.Equal("invalid_grant", await _host.Client.TokenErrorAsync(Requests.Refresh(tokens.Text("refresh_token"))));
    }

    [Fact]
    public async Task Sessions_and_tokens_of_a_user_end_within_thirty_seconds_of_a_new_password()
    {
        var username = await _host.Server.NewUserAsync();
        using var browser = new ScriptlessBrowser(_host.Server.Address);
        var tokens = await _host.Client.TokensAsync(Requests.Redeem((await browser.AllowAsync(Requests.Authorize(), username)).Code));
        var code = (await browser.AllowAsync(Requests.Authorize(), username)).Code;
        _host.Clock.Advance(TimeSpan.FromSeconds(1));

        // Another process sets the password. Its clock is a minute ahead.
        await _host.Server.Services.GetRequiredService<UserTable>().SetPasswordAsync(
            Workspace.DefaultName, username, new FrameworkPasswordHasher().Hash("a new password"), _host.Clock.GetUtcNow().AddMinutes(1), default);
        _host.Clock.Advance(TimeSpan.FromSeconds(30));

        Assert.Equal("invalid_grant", await _host.Client.TokenErrorAsync(Requests.Redeem(code)));
        Assert.Equal("invalid_grant", await _host.Client.TokenErrorAsync(Requests.Refresh(tokens.Text("refresh_token"))));
        Assert.Equal(HttpStatusCode.Unauthorized, (await _host.Client.UserInfoAsync(tokens.Text("access_token"))).Status);
        var page = await browser.GetAsync(Requests.Authorize());
        Assert.True(page.HasField("password"));
        Assert.NotNull((await browser.SignInAsync(page, username, "a new password")).Code);
    }

    [Fact]
    public async Task An_access_token_lives_ten_minutes()
    {
        var (access, _) = await TokensAsync();

        _host.Clock.Advance(TimeSpan.FromSeconds(599));
        Assert.Equal(HttpStatusCode.OK, (await _host.Client.UserInfoAsync(access)).Status);
        _host.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(HttpStatusCode.Unauthorized, (await _host.Client.UserInfoAsync(access)).Status);
    }

    [Fact]
    public async Task A_session_lives_eight_hours()
    {
        using var browser = new ScriptlessBrowser(_host.Server.Address);
        await browser.AllowAsync(Requests.Authorize(), await _host.Server.NewUserAsync());

        _host.Clock.Advance(TimeSpan.FromHours(8) - TimeSpan.FromSeconds(1));
        Assert.NotNull((await browser.GetAsync(Requests.Authorize(("prompt", "none")))).Code);
        _host.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal("login_required", (await browser.GetAsync(Requests.Authorize(("prompt", "none")))).Error);
    }

    [Fact]
    public async Task Max_age_counts_from_the_sign_in()
    {
        using var browser = new ScriptlessBrowser(_host.Server.Address);
        await browser.AllowAsync(Requests.Authorize(), await _host.Server.NewUserAsync());

        _host.Clock.Advance(TimeSpan.FromSeconds(100));

        Assert.NotNull((await browser.GetAsync(Requests.Authorize(("prompt", "none"), ("max_age", "100")))).Code);
        Assert.Equal("login_required", (await browser.GetAsync(Requests.Authorize(("prompt", "none"), ("max_age", "99")))).Error);
    }

    [Fact]
    public async Task An_unused_refresh_token_expires_after_fourteen_days_and_a_used_token_after_ninety()
    {
        var (_, idle) = await TokensAsync();
        var (_, used) = await TokensAsync();
        for (var days = 0; days < 78; days += 13)
        {
            _host.Clock.Advance(TimeSpan.FromDays(13));
            used = (await _host.Client.TokensAsync(Requests.Refresh(used))).Text("refresh_token");
        }

        Assert.Equal("invalid_grant", await _host.Client.TokenErrorAsync(Requests.Refresh(idle)));
        _host.Clock.Advance(TimeSpan.FromDays(12));
        Assert.Equal("invalid_grant", await _host.Client.TokenErrorAsync(Requests.Refresh(used)));
    }

    [Fact]
    public async Task A_retry_within_thirty_seconds_gets_the_same_token_and_a_later_retry_ends_the_grant()
    {
        var (_, first) = await TokensAsync();
        var second = (await _host.Client.TokensAsync(Requests.Refresh(first))).Text("refresh_token");

        _host.Clock.Advance(TimeSpan.FromSeconds(29));
        var retried = await _host.Client.TokensAsync(Requests.Refresh(first));
        Assert.Equal(second, retried.Text("refresh_token"));
        _host.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal("invalid_grant", await _host.Client.TokenErrorAsync(Requests.Refresh(first)));

        Assert.Equal("invalid_grant", await _host.Client.TokenErrorAsync(Requests.Refresh(second)));
        Assert.Equal(HttpStatusCode.Unauthorized, (await _host.Client.UserInfoAsync(retried.Text("access_token"))).Status);
    }

    private async Task<(string? Access, string? Refresh)> TokensAsync()
    {
        using var browser = new ScriptlessBrowser(_host.Server.Address);
        var answer = await browser.AllowAsync(Requests.Authorize(), await _host.Server.NewUserAsync());
        var tokens = await _host.Client.TokensAsync(Requests.Redeem(answer.Code));
        return (tokens.Text("access_token"), tokens.Text("refresh_token"));
    }
}
