using Tollgate.Domain.Authorization;
using Tollgate.Domain.Messages;
using Tollgate.Domain.SignIn;
using Tollgate.Domain.Users;

namespace Tollgate.Domain.Tests.Authorization;

public sealed class SignInEndpointTests
{
    private readonly FlowServer _server = new();

    [Fact]
    public async Task The_right_password_begins_a_session_and_goes_back_to_the_request()
    {
        var result = Assert.IsType<RedirectResult>(await _server.SignInAsync(await _server.PageAsync<SignInPage>()));

        Assert.Equal("/authorize?" + FlowServer.Query(), result.Location);
        var cookie = Assert.Single(result.Cookies);
        Assert.Equal((CookieKind.Session, _server.Time.GetUtcNow().AddHours(8)), (cookie.Kind, cookie.ExpiresAt));
        var session = Assert.Single(_server.Stores.Sessions.Values).Session;
        Assert.Equal(
            (FlowServer.Subject, "alice", Authentication.ByPassword(_server.Time.GetUtcNow())), (session.Subject, session.Username, session.Authentication));
        Assert.StartsWith(session.Id + ".", cookie.Value, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_sign_in_begins_a_new_session()
    {
        _server.SessionCookie = "planted.session";

        await _server.SignInAsync(await _server.PageAsync<SignInPage>());
        var first = _server.SessionCookie;
        await _server.SignInAsync(await _server.PageAsync<SignInPage>(("prompt", "login")));

        Assert.NotEqual("planted.session", first);
        Assert.NotEqual(first, _server.SessionCookie);
    }

    [Theory]
    [InlineData("login")]
    [InlineData("select_account")]
    [InlineData("login select_account")]
    public async Task A_prompt_is_asked_only_once(string prompt)
    {
        _server.BeginSession();
        _server.Change("web", client => client with { RequiresConsent = false });
        _server.Time.Advance(TimeSpan.FromMinutes(5));

        var result = await _server.SignInAsync(await _server.PageAsync<SignInPage>(("prompt", prompt), ("max_age", "0")));
        _server.Time.Advance(TimeSpan.FromSeconds(2));

        Assert.NotNull(ClientAnswer.Of(await _server.FollowAsync(result))["code"]);
    }

    [Fact]
    public async Task A_prompt_for_consent_is_still_asked_after_the_sign_in()
    {
        _server.Change("web", client => client with { RequiresConsent = false });

        var result = await _server.SignInAsync(await _server.PageAsync<SignInPage>(("prompt", "login consent")));

        Assert.IsType<ConsentPage>(Assert.IsType<PageResult>(await _server.FollowAsync(result)).Page);
    }

    [Theory]
    [InlineData("alice", "wrong")]
    [InlineData("alice", "Wonderland")]
    [InlineData("alice", null)]
    [InlineData("nobody", "wonderland")]
    [InlineData(null, "wonderland")]
    [InlineData(null, null)]
    public async Task Wrong_credentials_show_the_page_again_and_begin_no_session(string? username, string? password)
    {
        var result = await _server.SignInAsync(await _server.PageAsync<SignInPage>(), password, username);

        var page = Assert.IsType<SignInPage>(Assert.IsType<PageResult>(result).Page);
        Assert.Equal(SignInProblem.WrongCredentials, page.Problem);
        Assert.Equal((username, "Web application"), (page.Username, page.ClientName));
        Assert.DoesNotContain(result.Cookies, cookie => cookie.Kind == CookieKind.Session);
        Assert.Empty(_server.Stores.Sessions);
    }

    [Fact]
    public async Task The_page_that_is_shown_again_works()
    {
        var again = await _server.SignInAsync(await _server.PageAsync<SignInPage>(), "wrong");

        Assert.IsType<RedirectResult>(await _server.SignInAsync((SignInPage)((PageResult)again).Page));
    }

    [Fact]
    public async Task After_too_many_failures_the_right_password_has_to_wait()
    {
        var page = await _server.PageAsync<SignInPage>();
        for (var i = 0; i < 10; i++)
            await _server.SignInAsync(page, "wrong");

        var slow = Assert.IsType<SignInPage>(Assert.IsType<PageResult>(await _server.SignInAsync(page)).Page);
        _server.Time.Advance(slow.Wait);

        Assert.Equal(SignInProblem.TooManyAttempts, slow.Problem);
        Assert.InRange(slow.Wait, TimeSpan.FromTicks(1), TimeSpan.FromMinutes(15));
        Assert.IsType<RedirectResult>(await _server.SignInAsync(page));
    }

    [Fact]
    public async Task A_form_of_another_browser_begins_no_session()
    {
        var page = await _server.PageAsync<SignInPage>();
        foreach (var browser in new[] { null, "", new string('b', 43) })
        {
            _server.BrowserCookie = browser;

            await AssertStaleAsync(page);
        }
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    public async Task A_form_without_its_token_begins_no_session(string? token) =>
        await AssertStaleAsync(await _server.PageAsync<SignInPage>() with { FormToken = token! });

    [Fact]
    public async Task A_stale_form_is_no_failure_of_the_user()
    {
        var page = await _server.PageAsync<SignInPage>() with { FormToken = "x" };
        await _server.SignInAsync(page, "wrong");

        Assert.Empty(_server.Stores.Attempts);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("https://evil.example/authorize?client_id=web")]
    [InlineData("//evil.example/authorize?client_id=web")]
    [InlineData("/sign-out?client_id=web")]
    public async Task A_form_with_an_address_outside_the_server_is_refused(string? going)
    {
        var page = await _server.PageAsync<SignInPage>() with { Continue = going! };

        var result = Assert.IsType<PageResult>(await _server.SignInAsync(page));

        Assert.IsType<ErrorPage>(result.Page);
        Assert.Empty(_server.Stores.Sessions);
    }

    [Fact]
    public async Task A_request_that_is_no_longer_valid_gets_the_answer_of_the_authorization_endpoint()
    {
        var page = await _server.PageAsync<SignInPage>();
        var toClient = await _server.SignInAsync(page with { Continue = "/authorize?" + FlowServer.Query(("scope", "admin")) });
        var toPerson = await _server.SignInAsync(page with { Continue = "/authorize?" + FlowServer.Query(("redirect_uri", "https://evil.example/")) });
        var unreadable = await _server.SignInAsync(page with { Continue = "/authorize?client_id=%zz" });

        Assert.Equal("invalid_scope", ClientAnswer.Of(toClient)["error"]);
        Assert.IsType<ErrorPage>(Assert.IsType<PageResult>(toPerson).Page);
        Assert.IsType<ErrorPage>(Assert.IsType<PageResult>(unreadable).Page);
        Assert.Empty(_server.Stores.Sessions);
    }

    private async Task AssertStaleAsync(SignInPage page)
    {
        var result = await _server.SignInAsync(page);

        Assert.Equal(SignInProblem.StaleForm, Assert.IsType<SignInPage>(Assert.IsType<PageResult>(result).Page).Problem);
        Assert.Empty(_server.Stores.Sessions);
    }
}
