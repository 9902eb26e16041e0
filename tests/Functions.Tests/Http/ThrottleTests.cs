using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Tollgate.Domain.Handles;
using Tollgate.Domain.SignIn;
using Tollgate.Domain.Throttling;
using Tollgate.Domain.Workspaces;
using Tollgate.Functions.Settings;
using Tollgate.TestKit;
using Tollgate.TestKit.Http;

namespace Tollgate.Functions.Tests.Http;

/// <summary>The throttle slows down password guessing, counts the page and the token endpoint together, and locks no user out.</summary>
public sealed class ThrottleTests : IAsyncLifetime
{
    /// <summary>The seconds from 03:04:05, the time of the clock, to the end of the quarter of an hour.</summary>
    private const string UntilWindowEnd = "655";
    private TestHost _host = null!;
    private string _username = "";

    public async ValueTask InitializeAsync()
    {
        _host = await TestHost.StartAsync(TestClock.New());
        _username = await _host.Server.NewUserAsync("victim");
    }

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task The_page_shows_the_wait_even_after_the_right_password()
    {
        using var browser = new ScriptlessBrowser(_host.Server.Address);
        for (var i = 0; i < SignInThrottle.PerUserAndAddress; i++)
            Assert.Equal(HttpStatusCode.OK, (await TryAsync(browser, "wrong")).Status);

        var answer = await TryAsync(browser, ScriptlessBrowser.Password);

        Assert.Equal(HttpStatusCode.TooManyRequests, answer.Status);
        Assert.Equal(UntilWindowEnd, answer.Header("Retry-After"));
        Assert.Contains("role=\"alert\">There were too many failed attempts. Please try again in 11 min.", answer.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("tollgate-session", browser.Cookies.Keys);
        _host.Clock.Advance(TimeSpan.FromSeconds(655));
        Assert.Equal(HttpStatusCode.SeeOther, (await TryAsync(browser, ScriptlessBrowser.Password)).Status);
    }

    [Fact]
    public async Task The_page_and_the_token_endpoint_share_one_count()
    {
        using var browser = new ScriptlessBrowser(_host.Server.Address);
        for (var i = 0; i < SignInThrottle.PerUserAndAddress / 2; i++)
        {
            await TryAsync(browser, "wrong");
            Assert.Equal((HttpStatusCode.BadRequest, ""), await PasswordGrantAsync(_username, "wrong"));
        }

        Assert.Equal((HttpStatusCode.BadRequest, UntilWindowEnd), await PasswordGrantAsync(_username, ScriptlessBrowser.Password));
        Assert.Equal(HttpStatusCode.TooManyRequests, (await TryAsync(browser, ScriptlessBrowser.Password)).Status);
    }

    [Fact]
    public async Task Another_user_at_the_same_address_signs_in()
    {
        using var browser = new ScriptlessBrowser(_host.Server.Address);
        await FailAsync(SignInThrottle.PerUserAndAddress, _ => "127.0.0.1");

        Assert.Equal(HttpStatusCode.TooManyRequests, (await TryAsync(browser, ScriptlessBrowser.Password)).Status);
        Assert.Equal(HttpStatusCode.SeeOther, (await TryAsync(browser, ScriptlessBrowser.Password, "alice")).Status);
    }

    [Theory]
    [InlineData("VICTIM")]
    [InlineData(" victim ")]
    public async Task Another_spelling_of_the_same_name_is_the_same_name(string spelling)
    {
        using var browser = new ScriptlessBrowser(_host.Server.Address);
        for (var i = 0; i < SignInThrottle.PerUserAndAddress; i++)
            await TryAsync(browser, "wrong");

        Assert.Equal(HttpStatusCode.TooManyRequests, (await TryAsync(browser, ScriptlessBrowser.Password, spelling)).Status);
    }

    [Fact]
    public async Task An_attacker_at_many_addresses_does_not_lock_out_the_users_known_browser()
    {
        using var known = new ScriptlessBrowser(_host.Server.Address);
        using var unknown = new ScriptlessBrowser(_host.Server.Address);
        Assert.Equal(HttpStatusCode.SeeOther, (await TryAsync(known, ScriptlessBrowser.Password)).Status);

        await FailAsync(SignInThrottle.PerUser, i => $"192.0.2.{i}");

        Assert.Equal(HttpStatusCode.TooManyRequests, (await TryAsync(unknown, ScriptlessBrowser.Password)).Status);
        Assert.Equal(HttpStatusCode.SeeOther, (await TryAsync(known, ScriptlessBrowser.Password)).Status);
        Assert.Equal(HttpStatusCode.SeeOther, (await TryAsync(known, ScriptlessBrowser.Password, _username.ToUpperInvariant())).Status);
    }

    [Fact]
    public async Task A_known_browser_is_counted_on_its_own()
    {
        using var known = new ScriptlessBrowser(_host.Server.Address);
        using var other = new ScriptlessBrowser(_host.Server.Address);
        await TryAsync(known, ScriptlessBrowser.Password);
        for (var i = 0; i < SignInThrottle.PerKnownBrowser; i++)
            Assert.Equal(HttpStatusCode.OK, (await TryAsync(known, "wrong")).Status);

        Assert.Equal(HttpStatusCode.TooManyRequests, (await TryAsync(known, ScriptlessBrowser.Password)).Status);
        Assert.Equal(HttpStatusCode.SeeOther, (await TryAsync(other, ScriptlessBrowser.Password)).Status);
    }

    [Fact]
    public async Task An_address_that_tries_many_users_waits_for_all_of_them()
    {
        for (var i = 0; i < SignInThrottle.PerAddress; i++)
            await FailAsync(1, _ => "127.0.0.1", $"user {i}");
        using var browser = new ScriptlessBrowser(_host.Server.Address);

        Assert.Equal(HttpStatusCode.TooManyRequests, (await TryAsync(browser, ScriptlessBrowser.Password)).Status);
    }

    [Fact]
    public async Task The_throttle_ignores_the_address_that_a_caller_claims()
    {
        await FailAsync(SignInThrottle.PerUserAndAddress, _ => "127.0.0.1");

        Assert.Equal((HttpStatusCode.BadRequest, UntilWindowEnd), await PasswordGrantAsync(_username, ScriptlessBrowser.Password, "198.51.100.7"));
    }

    private async Task FailAsync(int times, Func<int, string> address, string? username = null)
    {
        var throttle = new SignInThrottle(_host.Server.Services.GetRequiredService<IAttemptStore>(), _host.Clock, new Randomness());
        var workspace = _host.Server.Services.GetRequiredService<TollgateSettings>().UsualWorkspace(Workspace.DefaultName);
        for (var i = 0; i < times; i++)
            await throttle.BeginAsync(workspace, new SignInAttempt(username ?? _username, address(i), null, false), default);
    }

    private async Task<Answer> TryAsync(ScriptlessBrowser browser, string password, string? username = null) =>
        await browser.SubmitAsync(await browser.GetAsync(Requests.Authorize(("prompt", "login"))), ("username", username ?? _username), ("password", password));

    private async Task<(HttpStatusCode Status, string RetryAfter)> PasswordGrantAsync(string username, string password, string? forwardedFor = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "/token")
        {
            Content = new FormUrlEncodedContent([
                new("grant_type", "password"), new("username", username), new("password", password),
                new("client_id", "demo-legacy"), new("client_secret", "demo-legacy-secret"),
            ]),
        };
        if (forwardedFor is not null)
            request.Headers.TryAddWithoutValidation("X-Forwarded-For", forwardedFor);
        using var response = await _host.Client.SendAsync(request);
        Assert.Equal("invalid_grant", (await response.JsonAsync()).Text("error"));
        return (response.StatusCode, response.Header("Retry-After"));
    }
}
