using Microsoft.Playwright;
using Tollgate.TestKit;

namespace Tollgate.EndToEnd.Tests.Browsers;

/// <summary>A client whose callback redirects further: over another origin to a third one, or to an app with its own URI scheme.</summary>
[RunsOnWorker]
public sealed class OnwardTests(ServerProcessFixture server, BrowserFixture browser) : IClassFixture<ServerProcessFixture>
{
    /// <summary>Gateways, and apps with a web page of their own, redirect the browser from their callback to another place.</summary>
    [Theory]
    [InlineData("query", null, false)]
    [InlineData("query", null, true)]
    [InlineData("query", "claude", false)]
    [InlineData("query", "claude", true)]
    [InlineData("form_post", null, false)]
    [InlineData("form_post", null, true)]
    [InlineData("form_post", "claude", false)]
    [InlineData("form_post", "claude", true)]
    public Task A_callback_may_lead_on_to_another_origin_or_to_an_app(string responseMode, string? app, bool script) => browser.RunAsync(
        new BrowserSettings(server.Issuer) { RunsScripts = script },
        async session =>
        {
            await using var success = await WaitingClient.StartAsync();
            await using var gateway = await WaitingClient.StartAsync();
            var end = app is null ? $"http://localhost:{success.Port}/success" : $"{app}://signed-in";
            gateway.Onward = end;
            session.Client.Onward = app is null ? gateway.RedirectUri : end;
            var (words, isPosted) = (session.Words, responseMode == "form_post" && !script);

            await ArrivesAsync(session, end, words.Allow, isPosted, async window =>
            {
                await window.GoAsync(session.Ask(("prompt", "consent"), ("response_mode", responseMode)).Url);
                await window.SignInAsync();
            });
            await ArrivesAsync(session, end, words.Cancel, isPosted, async window =>
            {
                await window.GoAsync(session.Ask(("prompt", "consent"), ("response_mode", responseMode)).Url);
                await window.SignInAsync();
            });
            // The server remembers the consent, so this form leads straight to the client.
            await ArrivesAsync(session, end, words.SignIn, isPosted, async window =>
            {
                await window.GoAsync(session.Ask(("response_mode", responseMode)).Url);
                await window.TypeNamesAsync();
            });
            await ArrivesAsync(session, end, words.SignOut, false, async window =>
            {
                await window.GoAsync(session.AddressOf("/device"));
                await window.SignInAsync();
                await window.GoAsync(session.AddressOf("/sign-out", ("client_id", "demo-web"), ("post_logout_redirect_uri", WaitingClient.Registered)));
            });
        });

    /// <summary>Uses a new window, because a window that has asked whether to open an app ignores clicks for a while.</summary>
    private static async Task ArrivesAsync(BrowserSession session, string end, string button, bool isPosted, Func<BrowserWindow, Task> prepare)
    {
        var window = await session.OpenAsync();
        await prepare(window);
        var followed = new List<string>();
        window.Page.Request += (_, request) =>
        {
            if (request.IsNavigationRequest)
                followed.Add(request.Url.Split('?')[0]);
        };
        var over = Task.WhenAny(ReachedAsync(window.Page, end), ForbiddenAsync(window.Page));
        await window.Button(button).ClickAsync();
        if (isPosted)
            await window.Button(session.Words.GoOn).ClickAsync();
        await await over;
        Assert.Empty(window.Blocked);
        Assert.Equal(end, followed[^1]);
        Assert.Equal(1, session.Client.TakeCount());
        await window.Context.CloseAsync();
    }

    /// <summary>Waits for the request to the last address. The browser reports every redirect that it follows.</summary>
    private static Task<IRequest> ReachedAsync(IPage page, string end) =>
        page.WaitForRequestAsync(request => request.Url.StartsWith(end, StringComparison.Ordinal));

    /// <summary>Waits for the browser's message about a redirect that a policy forbids.</summary>
    private static Task<IConsoleMessage> ForbiddenAsync(IPage page) => page.WaitForConsoleMessageAsync(new PageWaitForConsoleMessageOptions
    {
        Predicate = message => message.Text.Contains("content security policy", StringComparison.OrdinalIgnoreCase),
    });
}
