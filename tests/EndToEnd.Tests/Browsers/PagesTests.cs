using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Tollgate.TestKit;

namespace Tollgate.EndToEnd.Tests.Browsers;

/// <summary>Checks each page of sign-in, devices and sign-out with axe and at several widths.</summary>
[RunsOnWorker]
public sealed class PagesTests(ServerProcessFixture server, BrowserFixture browser) : IClassFixture<ServerProcessFixture>
{
    private static readonly string[] Pages =
    [
        "start", "demo-api", "not-found", "error", "sign-in", "sign-in-problem", "sign-in-wait", "consent", "form-post", "tokens", "demo-used",
        "demo-cancelled", "device", "device-problem", "device-confirm", "device-done", "sign-out", "signed-out",
    ];

    public static TheoryData<string, ColorScheme> Looks => Inspection.Looks;

    [Theory]
    [MemberData(nameof(Looks))]
    public Task Pages_are_accessible_and_fit(string language, ColorScheme scheme) => browser.RunAsync(
        new BrowserSettings(server.Issuer) { Language = language, Accept = language, RunsScripts = true },
        async session =>
        {
            var (window, inspection) = (await session.OpenForScriptsAsync(scheme), new Inspection(language, scheme));
            // With scripts, the form_post page would submit before the test can inspect it. No other page submits by script.
            await window.Page.AddInitScriptAsync("HTMLFormElement.prototype.submit = () => {};");
            await window.GoAsync(server.Issuer);
            await inspection.SeeAsync(window, "start");
            await window.GoAsync(session.AddressOf("/try/api"));
            await inspection.SeeAsync(window, "demo-api");
            await window.GoAsync(session.AddressOf("/mistyped/address"));
            await inspection.SeeAsync(window, "not-found");
            await window.GoAsync(session.AddressOf("/authorize", ("client_id", "nobody")));
            await inspection.SeeAsync(window, "error");
            await SignInAsync(session, window, inspection, $"nobody-{language}-{scheme}");
            await ConnectAsync(session, window, inspection);
            await window.GoAsync(session.AddressOf("/sign-out"));
            await inspection.SeeAsync(window, "sign-out");
            await window.PressAsync(session.Words.SignOut);
            await inspection.SeeAsync(window, "signed-out");
            Assert.Equal(Pages, inspection.Seen);
        });

    private static async Task SignInAsync(BrowserSession session, BrowserWindow window, Inspection inspection, string stranger)
    {
        var alert = window.Page.GetByRole(AriaRole.Alert);
        await window.GoAsync(session.Ask(("prompt", "consent"), ("response_mode", "form_post")).Url);
        await inspection.SeeAsync(window, "sign-in");
        await window.SignInAsync(password: "looking-glass");
        await inspection.SeeAsync(window, "sign-in-problem");
        var wrong = await alert.InnerTextAsync();
        for (var i = 0; i < 30 && await alert.InnerTextAsync() == wrong; i++)
            await window.SignInAsync(stranger);
        await inspection.SeeAsync(window, "sign-in-wait");
        await window.SignInAsync();
        await inspection.SeeAsync(window, "consent");
        await window.PressAsync(session.Words.Allow);
        await inspection.SeeAsync(window, "form-post");
        await window.PressAsync(session.Words.GoOn);
        await window.GoAsync(session.AddressOf("/try"));
        if (await window.Button(session.Words.Allow).CountAsync() > 0)
            await window.PressAsync(session.Words.Allow);
        await inspection.SeeAsync(window, "tokens");
        await window.Page.ReloadAsync();
        await inspection.SeeAsync(window, "demo-used");
        // This is the server's answer when the user cancels. The test makes this answer itself, because the user has allowed this client
        // and the server does not ask again.
        var cancelled = new UriBuilder(window.Page.Url);
        cancelled.Query = Regex.Replace(cancelled.Query, "code=[^&]+", "error=access_denied");
        await window.GoAsync(cancelled.ToString());
        await inspection.SeeAsync(window, "demo-cancelled");
    }

    private async Task ConnectAsync(BrowserSession session, BrowserWindow window, Inspection inspection)
    {
        await window.GoAsync(session.AddressOf("/device"));
        await inspection.SeeAsync(window, "device");
        await window.GoAsync(session.AddressOf("/device", ("user_code", "BCD22222")));
        await inspection.SeeAsync(window, "device-problem");
        var begun = await OAuthClient.Device(server.Host.Client).BeginDeviceAsync(TestContext.Current.CancellationToken);
        await window.GoAsync(session.AddressOf("/device", ("user_code", begun.Text("user_code"))));
        await inspection.SeeAsync(window, "device-confirm");
        await window.PressAsync(session.Words.Allow);
        await inspection.SeeAsync(window, "device-done");
    }
}
