using System.Net;
using Tollgate.TestKit;
using Tollgate.TestKit.Http;

namespace Tollgate.Functions.Tests.Http;

/// <summary>Tampered, replayed and mixed-up requests. The server answers with the RFC's error, loses no data, and signs no one in.</summary>
public sealed partial class BadInputTests(LocalHostFixture host) : IClassFixture<LocalHostFixture>
{
    [Theory]
    [InlineData("")]
    [InlineData("tampered")]
    [InlineData(null)]
    public async Task A_sign_in_form_with_another_token_signs_no_user_in(string? token)
    {
        using var browser = new ScriptlessBrowser(host.Server.Address);
        var page = await browser.GetAsync(Requests.Authorize());

        var answer = await browser.SubmitAsync(page, ("username", "alice"), ("password", ScriptlessBrowser.Password), ("form_token", token));

        AssertStale(answer);
        Assert.True((await browser.SubmitAsync(answer, ("username", "alice"), ("password", ScriptlessBrowser.Password))).Status == HttpStatusCode.SeeOther);
    }

    [Fact]
    public async Task A_sign_in_form_of_another_browser_signs_no_user_in()
    {
        using var attacker = new ScriptlessBrowser(host.Server.Address);
        using var victim = new ScriptlessBrowser(host.Server.Address);
        await victim.GetAsync(Requests.Authorize());
        var page = await attacker.GetAsync(Requests.Authorize());

        AssertStale(await victim.SubmitAsync(page, ("username", "alice"), ("password", ScriptlessBrowser.Password)));
    }

    [Fact]
    public async Task A_browser_without_its_cookie_gets_the_form_once_more()
    {
        using var browser = new ScriptlessBrowser(host.Server.Address);
        var page = await browser.GetAsync(Requests.Authorize());
        browser.Cookies.Clear();

        var answer = await browser.SubmitAsync(page, ("username", "alice"), ("password", ScriptlessBrowser.Password));

        AssertStale(answer);
        Assert.Equal(HttpStatusCode.SeeOther, (await browser.SubmitAsync(answer, ("username", "alice"), ("password", ScriptlessBrowser.Password))).Status);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("https://evil.example/")]
    [InlineData("https://evil.example/authorize?client_id=demo-spa")]
    [InlineData("//evil.example/authorize?client_id=demo-spa")]
    [InlineData("/\\evil.example")]
    [InlineData("/authorize")]
    [InlineData("/token?client_id=demo-spa")]
    [InlineData("/authorize/../sign-out?client_id=demo-spa")]
    [InlineData("authorize?client_id=demo-spa")]
    [InlineData("/authorize?client_id=demo-spa\r\nLocation: https://evil.example")]
    [InlineData("/authorize?client_id=nobody")]
    [InlineData("/authorize?client_id=demo-spa&redirect_uri=https://evil.example")]
    [InlineData("javascript:alert(1)")]
    public async Task A_form_that_would_continue_at_another_address_is_refused(string? target)
    {
        var username = await host.Server.NewUserAsync();
        using var browser = new ScriptlessBrowser(host.Server.Address);
        var signIn = await browser.GetAsync(Requests.Authorize());

        AssertNowhere(await browser.SubmitAsync(signIn, ("username", username), ("password", ScriptlessBrowser.Password), ("continue", target)));
        Assert.DoesNotContain("tollgate-session", browser.Cookies.Keys);
        var consent = await browser.SignInAsync(signIn, username);
        AssertNowhere(await browser.SubmitAsync(consent, ("decision", "allow"), ("continue", target)));
    }

    [Fact]
    public async Task A_consent_form_decides_only_the_request_that_it_showed()
    {
        using var browser = new ScriptlessBrowser(host.Server.Address);
        var page = await browser.SignInAsync(await browser.GetAsync(Requests.Authorize(("scope", "openid"))), await host.Server.NewUserAsync());

        var answer = await browser.SubmitAsync(page, ("decision", "allow"), ("continue", Requests.Authorize(("scope", "openid notes.write"))));
        answer = await browser.FollowAsync(answer);

        Assert.Contains("change your notes", answer.Body, StringComparison.Ordinal);
        Assert.Equal("consent_required", (await browser.GetAsync(Requests.Authorize(("scope", "openid"), ("prompt", "none")))).Error);
    }

    [Theory]
    [InlineData("")]
    [InlineData("tampered")]
    [InlineData(null)]
    public async Task A_consent_form_with_another_token_decides_nothing(string? token)
    {
        using var browser = new ScriptlessBrowser(host.Server.Address);
        var page = await browser.SignInAsync(await browser.GetAsync(Requests.Authorize()), await host.Server.NewUserAsync());

        var answer = await browser.FollowAsync(await browser.SubmitAsync(page, ("decision", "allow"), ("form_token", token)));

        Assert.Contains("value=\"allow\"", answer.Body, StringComparison.Ordinal);
        Assert.Null(answer.Code);
    }

    [Fact]
    public async Task A_consent_without_a_decision_is_a_no()
    {
        using var browser = new ScriptlessBrowser(host.Server.Address);
        var page = await browser.SignInAsync(await browser.GetAsync(Requests.Authorize()), await host.Server.NewUserAsync());

        Assert.Equal("access_denied", (await browser.SubmitAsync(page)).Error);
    }

    [Fact]
    public async Task A_consent_page_of_one_user_decides_nothing_for_the_next_user_of_the_browser()
    {
        var (first, second) = (await host.Server.NewUserAsync(), await host.Server.NewUserAsync());
        using var browser = new ScriptlessBrowser(host.Server.Address);
        var page = await browser.SignInAsync(await browser.GetAsync(Requests.Authorize()), first);
        await browser.SignInAsync(await browser.GetAsync(Requests.Authorize(("prompt", "login"))), second);

        var answer = await browser.FollowAsync(await browser.SubmitAsync(page, ("decision", "allow")));

        Assert.Null(answer.Code);
        Assert.Contains(second, answer.Body, StringComparison.Ordinal);
        Assert.DoesNotContain(first, answer.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_consent_page_after_signing_out_leads_to_the_sign_in_page()
    {
        using var browser = new ScriptlessBrowser(host.Server.Address);
        var page = await browser.SignInAsync(await browser.GetAsync(Requests.Authorize()), await host.Server.NewUserAsync());
        await browser.SubmitAsync(await browser.GetAsync("/sign-out"));

        Assert.True((await browser.FollowAsync(await browser.SubmitAsync(page, ("decision", "allow")))).HasField("password"));
    }

    [Theory]
    [InlineData("", "wonderland")]
    [InlineData("alice", "")]
    [InlineData("alice", "Wonderland")]
    [InlineData("alice", "wonderland ")]
    [InlineData("nobody-at-all", "wonderland")]
    [InlineData("alice' or '1'='1", "wonderland")]
    [InlineData("alice/../alice", "wonderland")]
    [InlineData("al\u0000ice", "wonderland")]
    public async Task Unknown_users_and_wrong_passwords_get_one_and_the_same_answer(string username, string password)
    {
        using var browser = new ScriptlessBrowser(host.Server.Address);
        var page = await browser.GetAsync(Requests.Authorize());

        var answer = await browser.SubmitAsync(page, ("username", username), ("password", password));

        Assert.DoesNotContain("tollgate-session", browser.Cookies.Keys);
        if (username.Contains('\0', StringComparison.Ordinal))
        {
            Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
            return;
        }

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.Contains("role=\"alert\">The username or the password is wrong.", answer.Body, StringComparison.Ordinal);
        Assert.Equal(username, answer.Form.Fields["username"]);
        Assert.DoesNotContain("value=\"wonderland", answer.Body, StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("iss", "https://evil.example")]
    [InlineData("iss", null)]
    [InlineData("state", "tampered")]
    [InlineData("state", null)]
    public async Task The_demo_client_takes_no_answer_of_another_issuer_or_to_another_request(string name, string? value)
    {
        using var browser = new ScriptlessBrowser(host.Server.Address);
        var page = await browser.FollowAsync(await browser.GetAsync("/try"));
        var answer = await browser.ConsentAsync(await browser.SignInAsync(page, await host.Server.NewUserAsync()));
        var parameters = new[] { "code", "state", "iss" }.Select(each => (each, each == name ? value : answer.Parameters[each])).ToArray();

        var mixedUp = await browser.GetAsync("/try/callback?" + Requests.Encode(parameters));

        Assert.Equal(HttpStatusCode.BadRequest, mixedUp.Status);
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync(new Uri(answer.Location).PathAndQuery)).Status);
    }

    private static void AssertStale(Answer answer)
    {
        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.Contains("role=\"alert\">The form was open for too long", answer.Body, StringComparison.Ordinal);
        Assert.DoesNotContain(answer.SetCookies, cookie => cookie.StartsWith("tollgate-session", StringComparison.Ordinal));
    }

    private static void AssertNowhere(Answer answer)
    {
        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Equal("", answer.Location);
        Assert.StartsWith("text/html", answer.Header("Content-Type"), StringComparison.Ordinal);
    }
}
