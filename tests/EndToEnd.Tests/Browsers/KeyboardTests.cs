using Tollgate.TestKit;

namespace Tollgate.EndToEnd.Tests.Browsers;

/// <summary>The way from the start page to the tokens and to the sign-out, with the keyboard only.</summary>
[RunsOnWorker]
public sealed class KeyboardTests(BrowserFixture browser) : IAsyncLifetime
{
    // Each test has its own server, which remembers no consent.
    private ServerProcess _host = null!;

    private string Issuer => _host.Address.ToString().TrimEnd('/');

    public async ValueTask InitializeAsync() => _host = await ServerProcess.StartAsync();

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Theory]
    [InlineData("en", "en-GB", false)]
    [InlineData("fr", "fr-FR", true)]
    public Task Tab_and_Enter_are_enough(string language, string accept, bool script) => browser.RunAsync(
        new BrowserSettings(Issuer) { Language = language, Accept = accept, RunsScripts = script },
        async session =>
        {
            var (window, words) = (await session.OpenAsync(), session.Words);
            await window.GoAsync(Issuer);
            await TabToAsync(window, words.TryIt);
            await EnterAsync(window);
            await BeginsInAsync(window, words.Username);
            await window.Page.Keyboard.TypeAsync("alice");
            await TabToAsync(window, words.Password);
            await window.Page.Keyboard.TypeAsync("wonderland");
            Assert.Equal("alice", await window.Page.GetByLabel(words.Username).InputValueAsync());
            Assert.Equal("wonderland", await window.Page.GetByLabel(words.Password).InputValueAsync());
            await EnterAsync(window);
            await TabToAsync(window, words.Cancel);
            await window.Page.Keyboard.PressAsync("Shift+Tab");
            await AssertFocusedAsync(window, words.Allow);
            await EnterAsync(window);
            await DemoTests.AssertShowsTokensAsync(window, Issuer);
            await TabToAsync(window, words.SignOut);
            await EnterAsync(window);
            await TabToAsync(window, words.SignOut);
            await EnterAsync(window);
            Assert.Equal(language == "fr" ? "Vous êtes déconnecté" : "You are signed out", (await window.LookAsync()).Heading);
            Assert.Empty(window.Blocked);
        });

    /// <summary>A page may take the focus after it has loaded, when it is first drawn. Keys that are pressed before that are lost.</summary>
    private static async Task BeginsInAsync(BrowserWindow window, string name)
    {
        await window.Page.Locator("*:focus").WaitForAsync();
        await AssertFocusedAsync(window, name);
    }

    private static async Task TabToAsync(BrowserWindow window, string name)
    {
        var order = new List<string>();
        for (var i = 0; i < 10; i++)
        {
            await window.Page.Keyboard.PressAsync("Tab");
            order.Add((await FocusedAsync(window)).Name);
            if (order[^1] != name)
                continue;
            await AssertFocusedAsync(window, name);
            return;
        }

        Assert.Fail($"No way to {name}: {string.Join(", ", order)}");
    }

    private static Task EnterAsync(BrowserWindow window) => window.LoadedAsync(() => window.Page.Keyboard.PressAsync("Enter"));

    /// <summary>Checks that the element has the focus and that the focus is visible.</summary>
    private static async Task AssertFocusedAsync(BrowserWindow window, string name)
    {
        var focused = await FocusedAsync(window);
        Assert.Equal(name, focused.Name);
        Assert.True(focused.OutlineStyle != "none" && focused.OutlineWidth >= 2, $"The focus cannot be seen at {name}.");
    }

    private static Task<Focused> FocusedAsync(BrowserWindow window) => window.Page.EvaluateAsync<Focused>(
        """
        () => {
          const element = document.activeElement;
          const label = element.id ? document.querySelector(`label[for="${element.id}"]`) : null;
          const style = getComputedStyle(element);
          return { name: (label ?? element).textContent.trim(), outlineStyle: style.outlineStyle, outlineWidth: parseFloat(style.outlineWidth) };
        }
        """);

    private sealed record Focused
    {
        public string Name { get; init; } = "";

        public string OutlineStyle { get; init; } = "";

        public double OutlineWidth { get; init; }
    }
}
