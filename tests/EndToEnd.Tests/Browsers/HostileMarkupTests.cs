using Tollgate.TestKit;

namespace Tollgate.EndToEnd.Tests.Browsers;

/// <summary>
/// Markup in every parameter and field that a page shows. Scripts are on and the content security policy is off, so only encoding protects
/// the page.
/// </summary>
[RunsOnWorker]
public sealed class HostileMarkupTests(ServerProcessFixture server, BrowserFixture browser) : IClassFixture<ServerProcessFixture>
{
    private const string Evil = "https://evil.example";

    private const string Payload =
        $"\"'></p></pre></title></form><base href={Evil}><form action={Evil}><button formaction={Evil}></form>"
        + $"<meta http-equiv=refresh content=9;url={Evil}><img src=x onerror=alert(1)><script>alert(2)</script>";

    [Fact]
    public Task Markup_in_parameters_and_fields_stays_text() => browser.RunAsync(
        new BrowserSettings(server.Issuer) { RunsScripts = true },
        async session =>
        {
            var window = await session.OpenForScriptsAsync();
            await SignInAsync(session, window);
            await AssertErrorsAsync(session, window);
            await window.GoAsync(session.AddressOf("/sign-out", ("state", Payload), ("ui_locales", Payload), ("id_token_hint", Payload)));
            await window.PressAsync(session.Words.SignOut);
            Assert.Equal("You are signed out", (await LookAsync(window)).Heading);
            // The payload calls alert, and the list would contain its dialog.
            Assert.Empty(window.Blocked);
        });

    private static async Task SignInAsync(BrowserSession session, BrowserWindow window)
    {
        var username = window.Page.GetByLabel(session.Words.Username);
        await window.GoAsync(session.Ask(
            ("prompt", "consent"), ("response_mode", "form_post"), ("state", Payload), ("nonce", Payload), ("login_hint", Payload),
            ("ui_locales", Payload)).Url);
        Assert.Equal(Payload, await username.InputValueAsync());
        await LookAsync(window);
        await window.SignInAsync(Payload, Payload);
        Assert.Equal(Payload, await username.InputValueAsync());
        await LookAsync(window);
        await window.SignInAsync();
        await window.LoadedAsync(() => window.Button(session.Words.Allow).ClickAsync(), session.Client.RedirectUri);
        Assert.Equal(Payload, session.Client.Last["state"]);
    }

    private static async Task AssertErrorsAsync(BrowserSession session, BrowserWindow window)
    {
        foreach (var address in new[]
        {
            session.AddressOf("/authorize/", ("client_id", Payload)),
            session.AddressOf("/authorize/", ("client_id", "demo-web"), ("redirect_uri", Payload)),
            session.AddressOf("/authorize/", (Payload, Payload)),
            session.AddressOf("/authorize/", ("response_type", Payload)),
            session.AddressOf("/try/callback", ("error", Payload), ("error_description", Payload), ("state", Payload), ("iss", session.Issuer)),
        })
        {
            await window.GoAsync(address);
            Assert.Equal("That did not work", (await LookAsync(window)).Heading);
        }
    }

    /// <summary>Returns the texts of the page. Checks that no part of the payload has become an element.</summary>
    private static async Task<SeenPage> LookAsync(BrowserWindow window)
    {
        var planted = window.Page.Locator("base, meta[http-equiv], [formaction], form:not([action^='/']), img, script");
        Assert.Empty(await planted.EvaluateAllAsync<string[]>("all => all.map(each => each.outerHTML)"));
        return await window.LookAsync();
    }
}
