using Microsoft.Playwright;
using Tollgate.TestKit;

namespace Tollgate.EndToEnd.Tests.Browsers;

/// <summary>The demo of the start page in a browser with a mouse, and the demo device.</summary>
[RunsOnWorker]
public sealed class DemoTests(BrowserFixture browser) : IAsyncLifetime
{
    // Each test has its own server, which remembers no consent.
    private ServerProcess _host = null!;

    private string Issuer => _host.Address.ToString().TrimEnd('/');

    public async ValueTask InitializeAsync() => _host = await ServerProcess.StartAsync();

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Theory]
    [InlineData("en", "en-GB", true)]
    [InlineData("fr", "fr-FR", false)]
    public Task The_try_it_link_leads_to_the_decoded_tokens(string language, string accept, bool script) => browser.RunAsync(
        new BrowserSettings(Issuer) { Language = language, Accept = accept, RunsScripts = script },
        async session =>
        {
            var window = await session.OpenAsync();
            await window.GoAsync(Issuer);
            Assert.Equal(language, (await window.LookAsync()).Language);
            await window.FollowAsync(session.Words.TryIt);
            Assert.Equal(language, (await window.LookAsync()).Language);
            await window.SignInAsync();
            await window.PressAsync(session.Words.Allow);
            Assert.Equal("/try/callback", new Uri(window.Page.Url).AbsolutePath);
            await AssertShowsTokensAsync(window, Issuer);
            // A used code in the address bar must cause no more than an error message.
            await window.Page.ReloadAsync();
            Assert.Contains("invalid_grant", (await window.LookAsync()).Text, StringComparison.Ordinal);
            await window.GoAsync($"{Issuer}/try");
            await AssertShowsTokensAsync(window, Issuer);
            Assert.Empty(window.Blocked);
        });

    [Theory]
    [InlineData("en", "en-GB", false, false, "The device is connected", "\"access_token\"")]
    [InlineData("fr", "fr-FR", false, true, "L’appareil n’a pas été connecté", "access_denied")]
    [InlineData("fr", "fr-FR", true, false, "L’appareil est connecté", "\"access_token\"")]
    public Task A_device_is_connected_or_not_as_its_user_says(
        string language, string accept, bool script, bool denies, string heading, string outcome)
    {
        Skipped.When(ServerProcess.IsWorker, "The demo's device is LocalHost's alone.");
        return browser.RunAsync(new BrowserSettings(Issuer) { Language = language, Accept = accept, RunsScripts = script }, async session =>
        {
            var (television, window) = (await session.OpenAsync(), await session.OpenAsync());
            await television.GoAsync($"{Issuer}/demo-device");
            var code = (await television.Page.Locator(".code").InnerTextAsync()).Trim();
            Assert.Equal(1, await television.Page.Locator("svg").CountAsync());

            await window.GoAsync($"{Issuer}/device");
            await window.SignInAsync();
            Assert.Equal(language, (await window.LookAsync()).Language);
            await EnterAsync(session, window, "BCD-22222");
            Assert.NotEqual("", await window.Page.GetByRole(AriaRole.Alert).InnerTextAsync());
            await EnterAsync(session, window, $"{code[..3].ToLowerInvariant()} - {code[3..]}");
            Assert.Equal(code, await window.Page.Locator(".code").InnerTextAsync());
            Assert.Contains("Demo television", (await window.LookAsync()).Text, StringComparison.Ordinal);
            await window.PressAsync(denies ? session.Words.Cancel : session.Words.Allow);
            Assert.Equal((language, heading), ((await window.LookAsync()).Language, (await window.LookAsync()).Heading));
            Assert.Empty(window.Blocked);

            // The television page continues without a click.
            await television.Page.Locator("pre").WaitForAsync(new LocatorWaitForOptions { Timeout = 20_000 });
            Assert.Contains(outcome, await television.Page.Locator("main").InnerTextAsync(), StringComparison.Ordinal);
        });
    }

    internal static async Task AssertShowsTokensAsync(BrowserWindow window, string issuer)
    {
        var text = (await window.LookAsync()).Text;
        foreach (var part in new[] { "\"token_type\": \"Bearer\"", "\"typ\": \"at+jwt\"", "\"client_id\": \"demo-try-it\"", "\"nonce\"", "\"at_hash\"" })
            Assert.Contains(part, text, StringComparison.Ordinal);
        Assert.Contains($"\"iss\": \"{issuer}\"", text, StringComparison.Ordinal);
    }

    private static async Task EnterAsync(BrowserSession session, BrowserWindow window, string code)
    {
        await window.Page.GetByLabel(session.Words.Code).FillAsync(code);
        await window.PressAsync(session.Words.GoOn);
        Assert.Equal(session.Settings.Language, (await window.LookAsync()).Language);
    }
}
