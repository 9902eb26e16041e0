using System.Text.Json;
using Microsoft.Playwright;
using Tollgate.TestKit;

namespace Tollgate.EndToEnd.Tests.Browsers;

/// <summary>
/// All steps of a user, with and without scripts, in both languages: a mistyped password, sign-in, consent, tokens, and each kind of
/// sign-out.
/// </summary>
[RunsOnWorker]
public sealed class JourneyTests(ServerProcessFixture server, BrowserFixture browser) : IClassFixture<ServerProcessFixture>
{
    /// <summary>How the language is chosen (by the request or by the browser), and whether scripts run.</summary>
    public static TheoryData<string, string?, string, bool> Ways => new()
    {
        { "en", null, "en-GB", false },
        { "en", "en", "fr-FR", true },
        { "fr", "fr-CA fr", "en-US", false },
        { "fr", null, "fr-FR", false },
        { "fr", null, "fr-CA", true },
    };

    [Theory]
    [MemberData(nameof(Ways))]
    public Task A_user_signs_in_consents_refreshes_and_signs_out(string language, string? uiLocales, string accept, bool script) => browser.RunAsync(
        new BrowserSettings(server.Issuer) { Language = language, UiLocales = uiLocales, Accept = accept, RunsScripts = script },
        async session =>
        {
            var window = await session.OpenAsync();
            await SignInAsync(session, window);
            // The server remembers the session and the consent, so it shows no page.
            await window.GoAsync(session.Ask().Url);
            Assert.NotNull(session.Client.Last["code"]);
            await SignOutAsync(session, window);
            await SignOutToClientAsync(session, window);
            Assert.Empty(window.Blocked);
        });

    [Theory]
    [InlineData("en", false)]
    [InlineData("fr", true)]
    public Task Cancel_at_consent_tells_the_client_access_denied(string language, bool script) => browser.RunAsync(
        new BrowserSettings(server.Issuer) { Language = language, UiLocales = language, RunsScripts = script },
        async session =>
        {
            var window = await session.OpenAsync();
            var asked = session.Ask(("prompt", "consent"));
            await window.GoAsync(asked.Url);
            await window.SignInAsync();
            await window.PressAsync(session.Words.Cancel);
            var answer = session.Client.Last;
            Assert.Equal(("access_denied", server.Issuer, asked.State), (answer["error"], answer["iss"], answer["state"]));
            Assert.Empty(window.Blocked);
        });

    [Theory]
    [InlineData("en", true)]
    [InlineData("fr", false)]
    public Task An_answer_by_form_post_arrives_with_and_without_script(string language, bool script) => browser.RunAsync(
        new BrowserSettings(server.Issuer) { Language = language, UiLocales = language, RunsScripts = script },
        async session =>
        {
            var window = await session.OpenAsync();
            var asked = session.Ask(("prompt", "consent"), ("response_mode", "form_post"));
            await window.GoAsync(asked.Url);
            await window.SignInAsync();
            if (script)
            {
                await window.LoadedAsync(() => window.Button(session.Words.Allow).ClickAsync(), session.Client.RedirectUri);
            }
            else
            {
                await window.PressAsync(session.Words.Allow);
                Assert.Equal(language, (await window.LookAsync()).Language);
                await window.PressAsync(session.Words.GoOn);
            }

            var answer = session.Client.Last;
            Assert.Equal(("POST", asked.State, server.Issuer), (answer.Method, answer["state"], answer["iss"]));
            // The browser sends only the origin. It never sends the address of the page, which contains the request.
            Assert.Equal((server.Issuer, server.Issuer + "/"), (answer.Origin, answer.Referer));
            await session.RedeemAsync(asked, answer["code"]);
            Assert.EndsWith("/callback", window.Page.Url, StringComparison.Ordinal);
            Assert.Empty(window.Blocked);
        });

    /// <summary>A browser sends no cookies when another site posts, and no address can hold 8,000 characters of state.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public Task A_long_form_of_another_site_reaches_the_session(bool script) => browser.RunAsync(
        new BrowserSettings(server.Issuer) { RunsScripts = script },
        async session =>
        {
            var window = await session.OpenAsync();
            await window.GoAsync(session.AddressOf("/device"));
            await window.SignInAsync();
            await window.GoAsync(session.Ask(("prompt", "consent")).Url);
            await window.PressAsync(session.Words.Allow);
            var asked = new Uri(session.Ask(("response_mode", "form_post"), ("state", new string('s', 8000))).Url);
            var fields = asked.Query[1..].Split('&').Select(pair => pair.Split('='))
                .Select(pair => $"<input type=hidden name=\"{pair[0]}\" value=\"{Uri.UnescapeDataString(pair[1])}\">");
            await window.GoAsync($"http://localhost:{session.Client.Port}/page");
            await window.Page.SetContentAsync($"<form method=post action=\"{session.Issuer}/authorize\">{string.Concat(fields)}<button>Go</button></form>");

            if (script)
            {
                await window.LoadedAsync(() => window.Button("Go").ClickAsync(), session.Client.RedirectUri);
            }
            else
            {
                await window.PressAsync("Go");
                await window.PressAsync(session.Words.GoOn);
                await window.PressAsync(session.Words.GoOn);
            }

            Assert.Equal(("POST", new string('s', 8000)), (session.Client.Last.Method, session.Client.Last["state"]));
            Assert.NotNull(session.Client.Last["code"]);
            Assert.Empty(window.Blocked);
        });

    private async Task SignInAsync(BrowserSession session, BrowserWindow window)
    {
        var (language, asked) = (session.Settings.Language, session.Ask(("prompt", "consent"), ("nonce", "n-1")));
        await window.GoAsync(asked.Url);
        Assert.Equal(language, (await window.LookAsync()).Language);
        await window.SignInAsync(password: "looking-glass");
        await AssertProblemAsync(session, window);
        await window.SignInAsync();
        await AssertConsentAsync(session, window);
        await window.PressAsync(session.Words.Allow);
        var answer = session.Client.Last;
        Assert.Equal(session.Client.RedirectUri, window.Page.Url.Split('?')[0]);
        Assert.Equal((asked.State, server.Issuer, null), (answer["state"], answer["iss"], answer.Referer));
        await AssertTokensAsync(session, await session.RedeemAsync(asked, answer["code"]));
        await AssertCookiesAsync(session, window);
    }

    private static async Task AssertProblemAsync(BrowserSession session, BrowserWindow window)
    {
        var language = session.Settings.Language;
        Assert.Equal(language, (await window.LookAsync()).Language);
        Assert.Equal(
            language == "fr" ? "Le nom d’utilisateur ou le mot de passe est incorrect." : "The username or the password is wrong.",
            await window.Page.GetByRole(AriaRole.Alert).InnerTextAsync());
        Assert.Equal("alice", await window.Page.GetByLabel(session.Words.Username).InputValueAsync());
        Assert.Equal("", await window.Page.GetByLabel(session.Words.Password).InputValueAsync());
    }

    private static async Task AssertConsentAsync(BrowserSession session, BrowserWindow window)
    {
        var (page, language) = (await window.LookAsync(), session.Settings.Language);
        Assert.Equal(language, page.Language);
        Assert.Contains("Demo web application", page.Text, StringComparison.Ordinal);
        Assert.Contains("alice", page.Text, StringComparison.Ordinal);
        Assert.Contains("http://127.0.0.1:", page.Text, StringComparison.Ordinal);
        var scopes = await window.Page.GetByRole(AriaRole.Listitem).AllInnerTextsAsync();
        Assert.Equal(5, scopes.Count);
        Assert.Contains(language == "fr" ? "lire vos notes" : "read your notes", scopes);
    }

    private static async Task AssertTokensAsync(BrowserSession session, JsonElement tokens)
    {
        var refreshed = await session.TokensAsync(("grant_type", "refresh_token"), ("refresh_token", tokens.GetProperty("refresh_token").GetString()));
        Assert.NotEqual(tokens.GetProperty("refresh_token").GetString(), refreshed.GetProperty("refresh_token").GetString());
        Assert.NotEqual(tokens.GetProperty("access_token").GetString(), refreshed.GetProperty("access_token").GetString());
        var user = await session.UserInfoAsync(refreshed.GetProperty("access_token").GetString()!);
        Assert.Equal("alice@example.com", user.GetProperty("email").GetString());
    }

    private static async Task AssertCookiesAsync(BrowserSession session, BrowserWindow window)
    {
        var cookies = (await window.Context.CookiesAsync([session.Issuer])).ToDictionary(cookie => cookie.Name);
        Assert.Equal(["tollgate-browser", "tollgate-session"], cookies.Keys.Order());
        // The domain has no leading dot, so the cookies are for this host only.
        Assert.All(cookies.Values, cookie => Assert.Equal(
            (true, SameSiteAttribute.Lax, "/", "127.0.0.1"), (cookie.HttpOnly, cookie.SameSite, cookie.Path, cookie.Domain)));
        var expires = DateTimeOffset.FromUnixTimeSeconds((long)cookies["tollgate-session"].Expires);
        Assert.InRange(expires - DateTimeOffset.UtcNow, TimeSpan.FromHours(7.9), TimeSpan.FromHours(8.1));
        if (!session.Settings.RunsScripts)
            return;
        await window.GoAsync(session.Issuer);
        Assert.Equal("", await window.Page.EvaluateAsync<string>("document.cookie"));
    }

    private static async Task SignOutAsync(BrowserSession session, BrowserWindow window)
    {
        await window.GoAsync(session.AddressOf("/sign-out"));
        Assert.Equal(session.Settings.Language, (await window.LookAsync()).Language);
        await window.PressAsync(session.Words.SignOut);
        Assert.Equal(session.Settings.Language, (await window.LookAsync()).Language);
        Assert.Equal(["tollgate-browser"], (await window.Context.CookiesAsync([session.Issuer])).Select(cookie => cookie.Name));
        await AssertNobodyAsync(session, window);
    }

    private static async Task SignOutToClientAsync(BrowserSession session, BrowserWindow window)
    {
        await window.GoAsync(session.Ask().Url);
        await window.SignInAsync();
        // The client names itself without a proof of the session. The server therefore asks the user before it redirects.
        await window.GoAsync(session.AddressOf(
            "/sign-out", ("client_id", "demo-web"), ("post_logout_redirect_uri", WaitingClient.Registered), ("state", "bye-1")));
        await window.PressAsync(session.Words.SignOut);
        Assert.Equal($"{WaitingClient.Registered}?state=bye-1", window.Page.Url);

        var asked = session.Ask();
        await window.GoAsync(asked.Url);
        await window.SignInAsync();
        var hint = (await session.RedeemAsync(asked, session.Client.Last["code"])).GetProperty("id_token").GetString();
        await window.GoAsync(session.AddressOf(
            "/sign-out", ("id_token_hint", hint), ("post_logout_redirect_uri", WaitingClient.Registered), ("state", "bye-2")));
        Assert.Equal($"{WaitingClient.Registered}?state=bye-2", window.Page.Url);
        await AssertNobodyAsync(session, window);
    }

    private static async Task AssertNobodyAsync(BrowserSession session, BrowserWindow window)
    {
        await window.GoAsync(session.Ask(("prompt", "none")).Url);
        Assert.Equal("login_required", session.Client.Last["error"]);
    }
}
