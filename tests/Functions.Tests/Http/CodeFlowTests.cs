using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Tollgate.TestKit;
using Tollgate.TestKit.Http;

namespace Tollgate.Functions.Tests.Http;

/// <summary>The complete code flow: sign-in, consent, code, tokens, UserInfo, refresh and sign-out.</summary>
public sealed class CodeFlowTests(LocalHostFixture host) : IClassFixture<LocalHostFixture>
{
    private string Issuer => host.Server.Address.ToString().TrimEnd('/');

    [Theory]
    [InlineData("en", "Sign in", "Allow access?", "Sign out?", "You are signed out")]
    [InlineData("fr", "Connexion", "Autoriser l’accès ?", "Se déconnecter ?", "Vous êtes déconnecté")]
    public async Task A_user_signs_in_allows_and_signs_out(string language, string signIn, string consent, string signOut, string signedOut)
    {
        var username = await host.Server.NewUserAsync();
        using var browser = new ScriptlessBrowser(host.Server.Address);

        var page = await browser.GetAsync(Requests.Authorize(("nonce", "a nonce"), ("ui_locales", language)));
        AssertPage(page, language, signIn);
        page = await browser.SignInAsync(page, username);
        AssertPage(page, language, consent);
        var answer = await browser.ConsentAsync(page);

        Assert.StartsWith(Requests.Callback + "?", answer.Location, StringComparison.Ordinal);
        Assert.Equal(("a state", Issuer, null), (answer.Parameters["state"], answer.Parameters["iss"], answer.Error));
        var tokens = await host.Client.TokensAsync(Requests.Redeem(answer.Code));
        await AssertTokensAsync(tokens, username);
        await AssertRefreshAsync(tokens);

        page = await browser.GetAsync($"/sign-out?ui_locales={language}");
        AssertPage(page, language, signOut);
        page = await browser.SubmitAsync(page);
        AssertPage(page, language, signedOut);
        Assert.True((await browser.GetAsync(Requests.Authorize())).HasField("password"));
    }

    [Fact]
    public async Task A_confidential_client_redeems_and_refreshes_with_its_secret()
    {
        using var browser = new ScriptlessBrowser(host.Server.Address);
        var answer = await browser.AllowAsync(Requests.Authorize(("client_id", "demo-web")), await host.Server.NewUserAsync());

        var tokens = await host.Client.TokensAsync(Requests.Redeem(answer.Code, ("client_id", null)), Requests.Web);
        Assert.Equal("invalid_client", await host.Client.TokenErrorAsync(Requests.Refresh(tokens.Text("refresh_token"), "demo-web")));
        tokens = await host.Client.TokensAsync(Requests.Refresh(tokens.Text("refresh_token"), "demo-web"), Requests.Web);

        Assert.NotNull(tokens.Text("refresh_token"));
    }

    [Fact]
    public async Task A_user_who_has_a_session_and_has_consented_sees_no_page()
    {
        var username = await host.Server.NewUserAsync();
        using var browser = new ScriptlessBrowser(host.Server.Address);
        await browser.AllowAsync(Requests.Authorize(), username);

        Assert.NotNull((await browser.GetAsync(Requests.Authorize())).Code);
        Assert.NotNull((await browser.GetAsync(Requests.Authorize(("prompt", "none")))).Code);
        Assert.NotNull((await browser.GetAsync(Requests.Authorize(("scope", "openid")))).Code);
    }

    [Fact]
    public async Task A_wider_scope_is_asked_for_again_and_a_consent_counts_in_every_browser()
    {
        var username = await host.Server.NewUserAsync();
        using (var first = new ScriptlessBrowser(host.Server.Address))
            await first.AllowAsync(Requests.Authorize(("scope", "openid")), username);
        using var second = new ScriptlessBrowser(host.Server.Address);

        var answer = await second.SignInAsync(await second.GetAsync(Requests.Authorize(("scope", "openid"))), username);
        Assert.NotNull(answer.Code);
        var wider = await second.GetAsync(Requests.Authorize(("scope", "openid email")));
        Assert.Contains("see your email address", wider.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_client_learns_of_a_refusal_and_the_server_does_not_remember_it()
    {
        var username = await host.Server.NewUserAsync();
        using var browser = new ScriptlessBrowser(host.Server.Address);
        var page = await browser.SignInAsync(await browser.GetAsync(Requests.Authorize()), username);

        var answer = await browser.ConsentAsync(page, "deny");

        Assert.StartsWith(Requests.Callback + "?", answer.Location, StringComparison.Ordinal);
        Assert.Equal(("access_denied", "a state", Issuer), (answer.Error, answer.Parameters["state"], answer.Parameters["iss"]));
        Assert.Contains("value=\"allow\"", (await browser.GetAsync(Requests.Authorize())).Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Authorize_takes_a_form_as_well()
    {
        var username = await host.Server.NewUserAsync();
        using var browser = new ScriptlessBrowser(host.Server.Address);

        // A new browser sends no cookies, and neither does a POST from another site. The server redirects both to the same request as a GET.
        var page = await browser.FollowAsync(await browser.SendAsync(HttpMethod.Post, "/authorize", Requests.AuthorizeQuery()));
        page = await browser.SignInAsync(page, username);
        var answer = await browser.ConsentAsync(page);

        Assert.NotNull(answer.Code);
        Assert.NotNull((await browser.SendAsync(HttpMethod.Post, "/authorize/", Requests.AuthorizeQuery())).Code);
    }

    [Fact]
    public async Task A_form_with_unencoded_text_survives_the_sign_in()
    {
        using var browser = new ScriptlessBrowser(host.Server.Address);

        var page = await browser.FollowAsync(
            await browser.SendAsync(HttpMethod.Post, "/authorize", Requests.AuthorizeQuery(("state", null)) + "\r\n&state=é"));
        var answer = await browser.ConsentAsync(await browser.SignInAsync(page, await host.Server.NewUserAsync()));

        Assert.Equal("é", answer.Parameters["state"]);
    }

    [Fact]
    public async Task A_client_of_another_site_may_post_to_authorize_without_signing_the_user_out()
    {
        using var browser = new ScriptlessBrowser(host.Server.Address);
        await browser.AllowAsync(Requests.Authorize(), await host.Server.NewUserAsync());
        var cookies = new Dictionary<string, string>(browser.Cookies);

        var answer = await browser.SendAsync(HttpMethod.Post, "/authorize", Requests.AuthorizeQuery(), isCrossSite: true);
        answer = await browser.FollowAsync(answer);

        Assert.Equal(cookies, browser.Cookies);
        Assert.NotNull(answer.Code);
    }

    [Fact]
    public async Task Without_offline_access_there_is_no_refresh_token_and_without_openid_no_ID_token()
    {
        var username = await host.Server.NewUserAsync();
        using var browser = new ScriptlessBrowser(host.Server.Address);

        var openId = await host.Client.TokensAsync(Requests.Redeem((await browser.AllowAsync(Requests.Authorize(("scope", "openid")), username)).Code));
        var notes = await host.Client.TokensAsync(Requests.Redeem((await browser.AllowAsync(Requests.Authorize(("scope", "notes.read")), username)).Code));

        Assert.Equal((true, null), (openId.Text("id_token") is not null, openId.Text("refresh_token")));
        Assert.Equal((null, true), (notes.Text("id_token"), notes.Text("refresh_token") is not null));
        var refused = await host.Client.UserInfoAsync(notes.Text("access_token"));
        Assert.Equal(HttpStatusCode.Forbidden, refused.Status);
        Assert.Contains("error=\"insufficient_scope\"", refused.Header("WWW-Authenticate"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Userinfo_returns_only_the_claims_of_the_scope()
    {
        using var browser = new ScriptlessBrowser(host.Server.Address);
        var answer = await browser.AllowAsync(Requests.Authorize(("scope", "openid email")), "alice");
        var tokens = await host.Client.TokensAsync(Requests.Redeem(answer.Code));

        var claims = JsonDocument.Parse((await host.Client.UserInfoAsync(tokens.Text("access_token"))).Body).RootElement;

        Assert.Equal(["email", "email_verified", "sub"], claims.EnumerateObject().Select(claim => claim.Name).Order());
    }

    [Fact]
    public async Task A_refresh_may_narrow_the_scope_and_never_widen_it()
    {
        using var browser = new ScriptlessBrowser(host.Server.Address);
        var answer = await browser.AllowAsync(Requests.Authorize(("scope", "openid offline_access email")), await host.Server.NewUserAsync());
        var tokens = await host.Client.TokensAsync(Requests.Redeem(answer.Code));

        Assert.Equal("invalid_scope", await host.Client.TokenErrorAsync(Requests.Refresh(tokens.Text("refresh_token")) + "&scope=profile"));
        var narrow = await host.Client.TokensAsync(Requests.Refresh(tokens.Text("refresh_token")) + "&scope=email");
        Assert.Equal(("email", null), (narrow.Text("scope"), narrow.Text("id_token")));
        var whole = await host.Client.TokensAsync(Requests.Refresh(narrow.Text("refresh_token")));
        Assert.Equal("openid offline_access email", whole.Text("scope"));
    }

    [Fact]
    public async Task The_try_it_link_runs_the_whole_flow_and_shows_the_tokens()
    {
        var username = await host.Server.NewUserAsync();
        using var browser = new ScriptlessBrowser(host.Server.Address);
        Assert.Contains("href=\"/try\"", (await browser.GetAsync("/")).Body, StringComparison.Ordinal);

        var page = await browser.FollowAsync(await browser.GetAsync("/try"));
        page = await browser.ConsentAsync(await browser.SignInAsync(page, username));
        var callback = await browser.GetAsync(new Uri(page.Location).PathAndQuery);

        Assert.Equal(HttpStatusCode.OK, callback.Status);
        var shown = WebUtility.HtmlDecode(callback.Body);
        Assert.Contains("\"typ\": \"at+jwt\"", shown, StringComparison.Ordinal);
        Assert.Contains("\"at_hash\"", shown, StringComparison.Ordinal);
        Assert.Contains("\"refresh_token\"", shown, StringComparison.Ordinal);
        var again = await browser.GetAsync(new Uri(page.Location).PathAndQuery);
        Assert.Equal(HttpStatusCode.BadRequest, again.Status);
    }

    private static void AssertPage(Answer page, string language, string title)
    {
        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.Equal(language, page.Language);
        Assert.Contains($"<html lang=\"{language}\">", page.Body, StringComparison.Ordinal);
        Assert.Contains($"<h1>{title}</h1>", WebUtility.HtmlDecode(page.Body), StringComparison.Ordinal);
    }

    private async Task AssertTokensAsync(JsonElement tokens, string username)
    {
        Assert.Equal(("Bearer", "600", "openid profile email offline_access"), (tokens.Text("token_type"), tokens.Text("expires_in"), tokens.Text("scope")));
        var access = Payload(tokens.Text("access_token")!);
        var id = Payload(tokens.Text("id_token")!);
        Assert.Equal((Issuer, "demo-spa", "a nonce"), (id.Text("iss"), id.Text("aud"), id.Text("nonce")));
        Assert.Equal((access.Text("sub"), access.Text("auth_time"), access.Text("acr")), (id.Text("sub"), id.Text("auth_time"), id.Text("acr")));
        Assert.Equal((access.Text("acr"), access.Text("amr")), ("urn:tollgate:acr:password", """["pwd"]"""));
        var hash = SHA256.HashData(Encoding.ASCII.GetBytes(tokens.Text("access_token")!)).AsSpan(0, 16);
        Assert.Equal(System.Buffers.Text.Base64Url.EncodeToString(hash), id.Text("at_hash"));
        foreach (var method in new[] { HttpMethod.Get, HttpMethod.Post })
        {
            var answer = await host.Client.UserInfoAsync(tokens.Text("access_token"), method);
            var claims = JsonDocument.Parse(answer.Body).RootElement;
            Assert.Equal((id.Text("sub"), username, "Somebody"), (claims.Text("sub"), claims.Text("preferred_username"), claims.Text("name")));
        }
    }

    private async Task AssertRefreshAsync(JsonElement tokens)
    {
        var refreshed = await host.Client.TokensAsync(Requests.Refresh(tokens.Text("refresh_token")) + "&scope=openid+email");
        Assert.NotEqual(tokens.Text("refresh_token"), refreshed.Text("refresh_token"));
        var again = await host.Client.TokensAsync(Requests.Refresh(tokens.Text("refresh_token")));
        Assert.Equal(refreshed.Text("refresh_token"), again.Text("refresh_token"));
        var (before, after) = (Payload(tokens.Text("id_token")!), Payload(refreshed.Text("id_token")!));
        Assert.Equal((before.Text("sub"), before.Text("auth_time"), before.Text("aud")), (after.Text("sub"), after.Text("auth_time"), after.Text("aud")));
        Assert.Equal(HttpStatusCode.OK, (await host.Client.UserInfoAsync(refreshed.Text("access_token"))).Status);
    }

    private static JsonElement Payload(string token) =>
        JsonDocument.Parse(System.Buffers.Text.Base64Url.DecodeFromChars(token.Split('.')[1])).RootElement;
}
