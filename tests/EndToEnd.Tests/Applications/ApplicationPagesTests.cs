using Tollgate.TestKit;

namespace Tollgate.EndToEnd.Tests.Applications;

/// <summary>
/// Each page of the welcome and of applications as axe and small screens see it, light and dark. TOLLGATE_SCREENSHOTS is as for
/// the other pages.
/// </summary>
[RunsOnWorker]
public sealed class ApplicationPagesTests(ApplicationsHost host, BrowserFixture browser) : IClassFixture<ApplicationsHost>
{
    private static readonly string[] Pages =
    [
        "invitation", "invitation-problem", "apps-empty", "invitation-used", "welcome", "welcome-workspace", "request", "request-problem",
        "request-throttled", "status-pending", "apps-decide", "apps-list", "status-approved", "status-collected", "status-declined", "apps-new",
        "apps-new-problem", "apps-edit", "client-error", "client-error-form",
    ];

    [Theory]
    [InlineData("en")]
    [InlineData("fr")]
    public async Task Pages_are_accessible_and_fit(string language)
    {
        var workspace = "axe-" + language;
        await host.AddWorkspaceAsync(workspace);
        await host.RunAsync("workspace", "set", workspace, "--registration", "hosts", "--registration-host", "app.example");
        var pages = await browser.RunAsync(Steps.Folder, "browser-application-pages.mjs", new()
        {
            ["server"] = host.Host.Address,
            ["issuer"] = host.IssuerOf(workspace),
            ["invitation"] = await host.InviteAsync(workspace, "admin", isOperator: true),
            ["language"] = language,
            ["accept"] = language,
            ["screenshots"] = Environment.GetEnvironmentVariable("TOLLGATE_SCREENSHOTS"),
        });
        Assert.Equal(Pages, pages.Select(page => page.GetProperty("page").GetString()));
        Assert.All(pages, page => InspectedPage.AssertGood(page, language));
    }
}
