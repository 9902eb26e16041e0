using Tollgate.TestKit;

namespace Tollgate.EndToEnd.Tests;

/// <summary>
/// Each page as axe and small screens see it. With TOLLGATE_SCREENSHOTS set to a folder, pictures of all of them are left
/// there for people to look at.
/// </summary>
[RunsOnWorker]
public sealed class BrowserPagesTests(ServerProcessFixture server, BrowserFixture browser) : IClassFixture<ServerProcessFixture>
{
    private static readonly string[] Pages =
    [
        "start", "error", "sign-in", "sign-in-problem", "sign-in-wait", "consent", "form-post", "tokens", "device", "device-problem",
        "device-confirm", "device-done", "sign-out", "signed-out",
    ];

    [Theory]
    [InlineData("en", "light")]
    [InlineData("en", "dark")]
    [InlineData("fr", "light")]
    [InlineData("fr", "dark")]
    public async Task Pages_are_accessible_and_fit(string language, string scheme)
    {
        var pages = await browser.RunAsync(Steps.Folder, "browser-pages.mjs", new()
        {
            ["issuer"] = server.Issuer,
            ["language"] = language,
            ["accept"] = language,
            ["scheme"] = scheme,
            ["stranger"] = $"nobody-{language}-{scheme}",
            ["screenshots"] = Environment.GetEnvironmentVariable("TOLLGATE_SCREENSHOTS"),
        });
        Assert.Equal(Pages, pages.Select(page => page.GetProperty("page").GetString()));
        Assert.All(pages, page => InspectedPage.AssertGood(page, language));
    }
}
