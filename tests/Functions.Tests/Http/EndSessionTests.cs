using System.Net;
using System.Text.Json;
using AngleSharp.Html.Dom;
using Tollgate.Domain.Clients;
using Tollgate.TestKit;
using Tollgate.TestKit.Http;

namespace Tollgate.Functions.Tests.Http;

/// <summary>RP-initiated logout: the server signs a user out only at the request of the user, or of a client with an ID token of the session.</summary>
public sealed class EndSessionTests(LocalHostFixture host) : IClassFixture<LocalHostFixture>
{
    [Fact]
    public async Task A_client_with_the_ID_token_of_the_session_signs_the_user_out_at_once_and_gets_the_user_back()
    {
        using var browser = new ScriptlessBrowser(host.Server.Address);
        var tokens = await SignInAsync(browser);
        var old = browser.Cookies["tollgate-session"];

        var answer = await browser.GetAsync("/sign-out?" + Requests.Encode(
            ("id_token_hint", tokens.Text("id_token")), ("post_logout_redirect_uri", Requests.Callback), ("state", "a state & more")));

        Assert.Equal(Requests.Callback + "?state=a%20state%20%26%20more", answer.Location);
        Assert.DoesNotContain("tollgate-session", browser.Cookies.Keys);
        browser.Cookies["tollgate-session"] = old;
        Assert.True((await browser.GetAsync(Requests.Authorize())).HasField("password"));
    }

    [Fact]
    public async Task A_form_signs_out_as_well()
    {
        using var browser = new ScriptlessBrowser(host.Server.Address);
        var tokens = await SignInAsync(browser);

        var answer = await browser.PostAsync("/sign-out", ("id_token_hint", tokens.Text("id_token")), ("post_logout_redirect_uri", Requests.Callback));

        Assert.Equal(Requests.Callback, answer.Location);
        Assert.DoesNotContain("tollgate-session", browser.Cookies.Keys);
    }

    [Fact]
    public async Task A_form_on_the_clients_site_never_claims_a_sign_out_that_did_not_happen()
    {
        using var browser = new ScriptlessBrowser(host.Server.Address);
        var tokens = await SignInAsync(browser);

        var form = Requests.Encode(("id_token_hint", tokens.Text("id_token")), ("post_logout_redirect_uri", Requests.Callback));
        var answer = await browser.FollowAsync(await browser.SendAsync(HttpMethod.Post, "/sign-out", form, isCrossSite: true));
        if (answer.HasField("form_token"))
            await browser.SubmitAsync(answer);

        Assert.True((await browser.GetAsync(Requests.Authorize())).HasField("password"), "still signed in");
    }

    [Fact]
    public async Task Without_an_ID_token_the_user_is_asked_and_then_led_back()
    {
        using var browser = new ScriptlessBrowser(host.Server.Address);
        await SignInAsync(browser);

        var page = await browser.GetAsync("/sign-out?" + Requests.Encode(
            ("client_id", "demo-spa"), ("post_logout_redirect_uri", Requests.Callback), ("state", "s"), ("ui_locales", "fr")));
        Assert.Equal((HttpStatusCode.OK, "fr"), (page.Status, page.Language));
        Assert.DoesNotContain("form-action", page.Header("Content-Security-Policy"), StringComparison.Ordinal);
        Assert.Contains("tollgate-session", browser.Cookies.Keys);
        var answer = await browser.SubmitAsync(page);

        Assert.Equal(Requests.Callback + "?state=s", answer.Location);
        Assert.DoesNotContain("tollgate-session", browser.Cookies.Keys);
    }

    [Fact]
    public async Task The_ID_token_of_another_session_asks_first()
    {
        using var first = new ScriptlessBrowser(host.Server.Address);
        using var second = new ScriptlessBrowser(host.Server.Address);
        var tokens = await SignInAsync(first);
        await SignInAsync(second);

        var page = await second.GetAsync("/sign-out?" + Requests.Encode(("id_token_hint", tokens.Text("id_token"))));

        Assert.True(page.HasField("form_token"));
        Assert.Contains("tollgate-session", second.Cookies.Keys);
    }

    [Theory]
    [InlineData("https://evil.example/")]
    [InlineData("http://127.0.0.1:8400/callback/")]
    [InlineData("javascript:alert(1)")]
    [InlineData("//evil.example")]
    public async Task A_sign_out_does_not_redirect_to_an_unregistered_address(string target)
    {
        using var browser = new ScriptlessBrowser(host.Server.Address);
        var tokens = await SignInAsync(browser);

        foreach (var hint in new[] { ("id_token_hint", tokens.Text("id_token")), ("client_id", "demo-spa") })
        {
            var answer = await browser.GetAsync("/sign-out?" + Requests.Encode(hint, ("post_logout_redirect_uri", target)));
            Assert.Equal((HttpStatusCode.BadRequest, ""), (answer.Status, answer.Location));
        }

        Assert.Contains("tollgate-session", browser.Cookies.Keys);
    }

    /// <summary>msal-browser sends the address without a client_id.</summary>
    [Theory]
    [InlineData(null)]
    [InlineData("an ID token of another server")]
    public async Task A_sign_out_to_an_address_without_a_client_asks_and_does_not_redirect(string? hint)
    {
        using var browser = new ScriptlessBrowser(host.Server.Address);
        await SignInAsync(browser);

        var page = await browser.GetAsync("/sign-out?" + Requests.Encode(
            ("id_token_hint", hint), ("post_logout_redirect_uri", Requests.Callback), ("state", "s")));
        Assert.Contains("tollgate-session", browser.Cookies.Keys);
        var answer = await browser.SubmitAsync(page);

        Assert.Equal((HttpStatusCode.OK, ""), (answer.Status, answer.Location));
        Assert.DoesNotContain("tollgate-session", browser.Cookies.Keys);
        Assert.True((await browser.GetAsync(Requests.Authorize())).HasField("password"));
    }

    [Fact]
    public async Task The_post_logout_address_is_compared_like_a_redirect_URI()
    {
        var client = await host.Server.NewClientAsync(demo => demo with { PostLogoutRedirectUris = ["http://localhost/bye", "http://127.0.0.1:8400/bye"] });
        using var browser = new ScriptlessBrowser(host.Server.Address);

        foreach (var target in new[] { "http://localhost:51004/bye", "http://localhost/bye", "http://127.0.0.1:51004/bye" })
            Assert.Equal(target, (await LeaveAsync(target)).Location);
        foreach (var target in new[] { "http://localhost:51004/other", "https://localhost/bye", "http://[::1]/bye" })
            Assert.Equal(HttpStatusCode.BadRequest, (await LeaveAsync(target)).Status);

        Task<Answer> LeaveAsync(string target) =>
            browser.GetAsync("/sign-out?" + Requests.Encode(("client_id", client), ("post_logout_redirect_uri", target)));
    }

    /// <summary>No operator has vetted the client, so the user decides whether to follow the link (RFC 9700 §4.11.2).</summary>
    [Fact]
    public async Task An_openly_registered_client_gets_the_user_back_only_by_a_link_on_a_page()
    {
        var client = await host.Server.NewClientAsync(demo => demo with { Origin = ClientOrigin.Open, ClientName = "Anybody" });
        using var browser = new ScriptlessBrowser(host.Server.Address);
        var asked = ("post_logout_redirect_uri", Requests.Callback);

        AssertLink(await browser.GetAsync("/sign-out?" + Requests.Encode(("client_id", client), asked, ("state", "a&b"))));
        var answer = await browser.AllowAsync(Requests.Authorize(("client_id", client)), await host.Server.NewUserAsync());
        var tokens = await host.Client.TokensAsync(Requests.Redeem(answer.Code, ("client_id", client)));
        AssertLink(await browser.GetAsync("/sign-out?" + Requests.Encode(("id_token_hint", tokens.Text("id_token")), asked, ("state", "a&b"))));
        Assert.DoesNotContain("tollgate-session", browser.Cookies.Keys);
        await browser.AllowAsync(Requests.Authorize(), await host.Server.NewUserAsync());
        AssertLink(await browser.SubmitAsync(await browser.GetAsync("/sign-out?" + Requests.Encode(("client_id", client), asked, ("state", "a&b")))));

        static void AssertLink(Answer page)
        {
            Assert.Equal((HttpStatusCode.OK, ""), (page.Status, page.Location));
            var link = Assert.IsAssignableFrom<IHtmlAnchorElement>(page.Document.QuerySelector("a.button"));
            Assert.Equal((Requests.Callback + "?state=a%26b", "Go on to Anybody"), (link.GetAttribute("href"), link.TextContent));
        }
    }

    [Fact]
    public async Task A_sign_out_whose_answer_would_be_too_long_is_refused_with_the_reason()
    {
        using var browser = new ScriptlessBrowser(host.Server.Address);
        var tokens = await SignInAsync(browser);
        var form = Requests.Encode(
            ("id_token_hint", tokens.Text("id_token")), ("post_logout_redirect_uri", Requests.Callback), ("state", new string('s', 9000)));

        foreach (var isCrossSite in new[] { true, false })
        {
            var answer = await browser.SendAsync(HttpMethod.Post, "/sign-out", form, isCrossSite);
            Assert.Equal((HttpStatusCode.BadRequest, ""), (answer.Status, answer.Location));
            Assert.Contains("The request is too long", answer.Body, StringComparison.Ordinal);
        }

        Assert.Contains("tollgate-session", browser.Cookies.Keys);
    }

    [Fact]
    public async Task A_changed_sign_out_form_redirects_to_no_other_address()
    {
        using var browser = new ScriptlessBrowser(host.Server.Address);
        await SignInAsync(browser);
        var page = await browser.GetAsync("/sign-out");

        var answer = await browser.SubmitAsync(page, ("continue", "client_id=demo-spa&post_logout_redirect_uri=https%3A%2F%2Fevil.example"));

        Assert.Equal((HttpStatusCode.BadRequest, ""), (answer.Status, answer.Location));
    }

    [Theory]
    [InlineData("")]
    [InlineData("tampered")]
    [InlineData(null)]
    public async Task A_form_with_another_token_asks_again(string? token)
    {
        using var browser = new ScriptlessBrowser(host.Server.Address);
        await SignInAsync(browser);

        var answer = await browser.SubmitAsync(await browser.GetAsync("/sign-out"), ("form_token", token));

        Assert.True(answer.HasField("form_token"));
        Assert.Contains("tollgate-session", browser.Cookies.Keys);
    }

    [Theory]
    [InlineData("x")]
    [InlineData("eyJhbGciOiJub25lIiwidHlwIjoiSldUIn0.eyJzaWQiOiJ4In0.")]
    public async Task A_made_up_ID_token_is_no_hint(string hint)
    {
        using var browser = new ScriptlessBrowser(host.Server.Address);
        await SignInAsync(browser);

        Assert.True((await browser.GetAsync("/sign-out?" + Requests.Encode(("id_token_hint", hint)))).HasField("form_token"));
    }

    [Fact]
    public async Task The_client_id_must_name_the_client_of_the_ID_token()
    {
        using var browser = new ScriptlessBrowser(host.Server.Address);
        var tokens = await SignInAsync(browser);

        var answer = await browser.GetAsync("/sign-out?" + Requests.Encode(
            ("id_token_hint", tokens.Text("id_token")), ("client_id", "demo-web"), ("post_logout_redirect_uri", Requests.Callback)));

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
    }

    [Fact]
    public async Task A_user_without_a_session_is_redirected_at_once()
    {
        using var browser = new ScriptlessBrowser(host.Server.Address);

        var answer = await browser.GetAsync("/sign-out?" + Requests.Encode(("client_id", "demo-spa"), ("post_logout_redirect_uri", Requests.Callback)));

        Assert.Equal(Requests.Callback, answer.Location);
    }

    private async Task<JsonElement> SignInAsync(ScriptlessBrowser browser) => await host.Client.TokensAsync(
        Requests.Redeem((await browser.AllowAsync(Requests.Authorize(), await host.Server.NewUserAsync())).Code));
}
