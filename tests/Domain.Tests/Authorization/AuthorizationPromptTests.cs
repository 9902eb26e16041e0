using Tollgate.Domain.Authorization;
using Tollgate.Domain.Messages;
using Tollgate.Domain.Protocol;
using Tollgate.Domain.SignIn;

namespace Tollgate.Domain.Tests.Authorization;

/// <summary>
/// The conditions under which the authorization endpoint asks the user, and the values that it gives to the pages (OpenID Connect Core
/// §3.1.2.1).
/// </summary>
public sealed class AuthorizationPromptTests
{
    private readonly FlowServer _server = FlowServer.WithAlice();

    [Fact]
    public async Task A_user_without_a_session_gets_the_sign_in_page_with_the_values_of_the_request()
    {
        _server.SessionCookie = null;

        var page = await _server.PageAsync<SignInPage>(("login_hint", "<b>alice"), ("ui_locales", "fr en"));

        Assert.Equal(("<b>alice", "Web application"), (page.Username, page.ClientName));
        Assert.Equal(SignInProblem.None, page.Problem);
        Assert.Equal("/authorize?" + FlowServer.Query(("login_hint", "<b>alice"), ("ui_locales", "fr en")), page.Continue);
        Assert.Empty(_server.Stores.Grants);
    }

    [Fact]
    public async Task The_consent_page_shows_client_user_scope_and_target()
    {
        _server.Stores.Consents.Clear();

        var page = await _server.PageAsync<ConsentPage>();

        Assert.Equal(("Web application", "alice", FlowServer.Scope), (page.ClientName, page.Username, page.Scope.Text));
        Assert.Equal("https://app.example", page.RedirectHost);
        Assert.Empty(_server.Stores.Grants);
    }

    [Fact]
    public async Task Only_a_new_browser_gets_a_cookie_with_the_page()
    {
        _server.SessionCookie = null;

        var first = await _server.AuthorizeAsync();
        var second = await _server.AuthorizeAsync();

        var cookie = Assert.Single(first.Cookies);
        Assert.Equal((CookieKind.Browser, _server.Time.GetUtcNow().AddDays(400)), (cookie.Kind, cookie.ExpiresAt));
        Assert.Equal(43, cookie.Value?.Length);
        Assert.Empty(second.Cookies);
    }

    [Theory]
    [InlineData("")]
    [InlineData("short")]
    [InlineData("a value that is longer than any of ours would be")]
    public async Task A_browser_cookie_that_cannot_be_ours_is_replaced(string cookie)
    {
        (_server.SessionCookie, _server.BrowserCookie) = (null, cookie);

        var result = await _server.AuthorizeAsync();

        Assert.NotEqual(cookie, Assert.Single(result.Cookies).Value);
    }

    [Fact]
    public async Task An_answer_without_a_page_sets_no_cookie() => Assert.Empty((await _server.AuthorizeAsync()).Cookies);

    [Fact]
    public async Task Prompt_none_without_a_session_is_login_required()
    {
        _server.SessionCookie = null;

        var answer = await _server.AnswerAsync(("prompt", "none"));

        Assert.Equal(("login_required", "a state", "https://issuer.example"), (answer["error"], answer["state"], answer["iss"]));
    }

    [Fact]
    public async Task Prompt_none_without_consent_is_consent_required()
    {
        _server.Stores.Consents[(FlowServer.Subject, "web")] = ScopeSet.Of("openid");

        Assert.Equal("consent_required", (await _server.AnswerAsync(("prompt", "none")))["error"]);
    }

    [Fact]
    public async Task Prompt_none_with_session_and_consent_gives_a_code() => Assert.NotNull((await _server.AnswerAsync(("prompt", "none")))["code"]);

    [Fact]
    public async Task Prompt_none_with_a_session_that_is_too_old_is_login_required()
    {
        _server.Time.Advance(TimeSpan.FromSeconds(61));

        Assert.Equal("login_required", (await _server.AnswerAsync(("prompt", "none"), ("max_age", "60")))["error"]);
    }

    [Theory]
    [InlineData("login")]
    [InlineData("select_account")]
    [InlineData("login consent")]
    public async Task Prompt_login_and_select_account_show_the_sign_in_page_in_spite_of_a_session(string prompt) =>
        await _server.PageAsync<SignInPage>(("prompt", prompt));

    [Fact]
    public async Task Prompt_consent_asks_again_for_scopes_that_were_allowed_before() => await _server.PageAsync<ConsentPage>(("prompt", "consent"));

    [Fact]
    public async Task Prompt_consent_asks_even_if_the_client_needs_no_consent()
    {
        _server.Change("web", client => client with { RequiresConsent = false });

        await _server.PageAsync<ConsentPage>(("prompt", "consent"));
    }

    [Theory]
    [InlineData(60, true)]
    [InlineData(61, false)]
    public async Task Max_age_holds_to_the_second(int age, bool isRecent)
    {
        _server.Time.Advance(TimeSpan.FromSeconds(age));

        var result = await _server.AuthorizeAsync(("max_age", "60"));

        Assert.Equal(isRecent, result is RedirectResult);
    }

    [Fact]
    public async Task Max_age_zero_asks_for_the_password_however_recent_the_session_is()
    {
        _server.Time.Advance(TimeSpan.FromMilliseconds(1));

        await _server.PageAsync<SignInPage>(("max_age", "0"));
    }

    [Fact]
    public async Task Consent_is_remembered_only_for_its_scopes()
    {
        _server.Stores.Consents[(FlowServer.Subject, "web")] = ScopeSet.Of("openid", "profile", "email");

        Assert.NotNull((await _server.AnswerAsync(("scope", "profile openid")))["code"]);
        await _server.PageAsync<ConsentPage>(("scope", "openid notes.read"));
    }

    [Fact]
    public async Task Consent_of_another_user_or_for_another_client_does_not_count()
    {
        _server.Stores.Consents.Clear();
        _server.Stores.Consents[("somebody else", "web")] = ScopeSet.Parse(FlowServer.Scope).Value!;
        _server.Stores.Consents[(FlowServer.Subject, "spa")] = ScopeSet.Parse(FlowServer.Scope).Value!;

        await _server.PageAsync<ConsentPage>();
    }

    [Fact]
    public async Task A_client_that_needs_no_consent_is_not_asked_about()
    {
        _server.Stores.Consents.Clear();
        _server.Change("web", client => client with { RequiresConsent = false });

        Assert.NotNull((await _server.AnswerAsync())["code"]);
    }

    /// <summary>OpenID Connect Core §3.1.2.2: the server issues no tokens for a user other than the one in the id_token_hint.</summary>
    [Fact]
    public async Task An_id_token_hint_of_another_user_gets_no_code_silently()
    {
        var hint = FlowServer.Text(await _server.TokensAsync(), "id_token");
        _server.Stores.AddUser("bob", "builder", "subject-of-bob");
        _server.BeginSession("bob", "subject-of-bob");
        _server.Stores.Consents[("subject-of-bob", "web")] = ScopeSet.Parse(FlowServer.Scope).Value!;

        var answer = await _server.AnswerAsync(("prompt", "none"), ("id_token_hint", hint));

        Assert.Null(answer["code"]);
        Assert.Equal("login_required", answer["error"]);
    }

    [Fact]
    public async Task An_id_token_hint_of_another_user_asks_for_that_account_and_once_only()
    {
        var hint = await HintOfBobAsync();
        _server.BeginSession();

        var page = await _server.PageAsync<SignInPage>(("id_token_hint", hint), ("login_hint", "alice"));
        Assert.Equal(("bob", "bob"), (page.Username, page.Account));
        var again = Assert.IsType<SignInPage>(Assert.IsType<PageResult>(await _server.SignInAsync(page, "wrong")).Page);
        Assert.Equal(("alice", "bob"), (again.Username, again.Account));
        var answer = ClientAnswer.Of(await _server.FollowAsync(await _server.SignInAsync(page)));

        Assert.Equal(("login_required", "a state", null), (answer["error"], answer["state"], answer["code"]));
        Assert.Single(_server.Stores.Grants);
    }

    [Fact]
    public async Task An_id_token_hint_of_another_user_lets_that_user_sign_in()
    {
        var hint = await HintOfBobAsync();
        _server.BeginSession();

        var page = await _server.PageAsync<SignInPage>(("id_token_hint", hint));
        var answer = ClientAnswer.Of(await _server.FollowAsync(await _server.SignInAsync(page, "builder", "bob")));

        Assert.NotNull(answer["code"]);
    }

    /// <summary>The hint names the right user, but the server cannot verify it.</summary>
    [Fact]
    public async Task An_unverified_id_token_hint_gets_login_required_with_prompt_none_and_otherwise_fills_in_the_name()
    {
        var foreign = await Jws.SignAsync(
            TestKeys.OtherEs256,
            Jws.Header(TestKeys.OtherEs256, "JWT"),
            $$"""{"iss":"https://issuer.example","aud":"web","sub":"{{FlowServer.Subject}}","preferred_username":"carol"}""");
        foreach (var hint in new[] { foreign, "nonsense" })
        {
            Assert.Equal("login_required", (await _server.AnswerAsync(("prompt", "none"), ("id_token_hint", hint)))["error"]);
            Assert.NotNull((await _server.AnswerAsync(("id_token_hint", hint)))["code"]);
        }

        _server.SessionCookie = null;
        var page = await _server.PageAsync<SignInPage>(("id_token_hint", foreign));
        Assert.Equal(("carol", null), (page.Username, page.Account));
        Assert.Equal("alice", (await _server.PageAsync<SignInPage>(("id_token_hint", foreign), ("login_hint", "alice"))).Username);
        Assert.NotNull(ClientAnswer.Of(await _server.FollowAsync(await _server.SignInAsync(page)))["code"]);
    }

    /// <summary>Clients keep ID tokens for weeks. The key of such a token may have been rotated away in the meantime.</summary>
    [Fact]
    public async Task A_former_key_verifies_an_id_token_hint_and_no_access_token()
    {
        var claims = $$"""{"iss":"https://issuer.example","aud":"web","sub":"{{FlowServer.Subject}}"}""";
        var hint = await Jws.SignAsync(TestKeys.OtherEs256, Jws.Header(TestKeys.OtherEs256, "JWT"), claims);
        Assert.Equal("login_required", (await _server.AnswerAsync(("prompt", "none"), ("id_token_hint", hint)))["error"]);

        _server.Keys.Former = TestKeys.OtherEs256.PublicKey;

        Assert.NotNull((await _server.AnswerAsync(("prompt", "none"), ("id_token_hint", hint)))["code"]);
        var accessToken = FlowServer.Text(await _server.TokensAsync(), "access_token");
        Assert.IsType<JsonResult>(await _server.UserInfoAsync(accessToken));
        var old = await Jws.SignAsync(
            TestKeys.OtherEs256, Jws.Header(TestKeys.OtherEs256, "at+jwt"), FlowServer.Payload(accessToken).GetRawText());
        Assert.Equal("invalid_token", FlowServer.ErrorOf(await _server.UserInfoAsync(old)).Code);
        Assert.DoesNotContain(TestKeys.OtherEs256.KeyId, await JwksAsync(), StringComparison.Ordinal);
    }

    private async Task<string> JwksAsync() => System.Text.Encoding.UTF8.GetString(Assert.IsType<DocumentResult>(
        await _server.Server.Jwks.HandleAsync(_server.Request(""), TestContext.Current.CancellationToken)).Body.Span);

    private async Task<string> HintOfBobAsync()
    {
        _server.Stores.AddUser("bob", "builder", "subject-of-bob");
        _server.BeginSession("bob", "subject-of-bob");
        _server.Stores.Consents[("subject-of-bob", "web")] = ScopeSet.Parse(FlowServer.Scope).Value!;
        var hint = FlowServer.Text(await _server.TokensAsync(), "id_token");
        // The clocks of two instances may differ by a few seconds. The server may therefore take a session that is as young as the request for one
        // that began after it.
        _server.Time.Advance(TimeSpan.FromMinutes(1));
        return hint;
    }

    /// <summary>A client may post its parameters over several lines. The pages must send such a request back too.</summary>
    [Fact]
    public async Task A_request_over_several_lines_survives_the_sign_in_page()
    {
        _server.SessionCookie = null;
        var raw = FlowServer.Query().Replace("&", "\r\n &", StringComparison.Ordinal);

        var page = Assert.IsType<SignInPage>(Assert.IsType<PageResult>(await _server.AuthorizeRawAsync(raw)).Page);

        Assert.NotNull(ClientAnswer.Of(await _server.FollowAsync(await _server.SignInAsync(page)))["code"]);
    }
}
