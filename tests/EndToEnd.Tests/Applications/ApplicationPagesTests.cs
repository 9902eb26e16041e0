using System.Net.Http.Json;
using Microsoft.Playwright;
using Tollgate.EndToEnd.Tests.Browsers;
using Tollgate.TestKit;
using Tollgate.TestKit.Http;

namespace Tollgate.EndToEnd.Tests.Applications;

/// <summary>Checks each welcome page and application page with axe, on small and large screens, light and dark.</summary>
[RunsOnWorker]
public sealed class ApplicationPagesTests(ApplicationsHost host, BrowserFixture browser) : IClassFixture<ApplicationsHost>
{
    private static readonly string[] Pages =
    [
        "invitation", "invitation-problem", "apps-empty", "invitation-used", "welcome", "welcome-workspace", "request", "request-problem",
        "request-throttled", "status-pending", "apps-decide", "apps-decline", "apps-list", "status-approved", "status-collected", "status-declined", "apps-new",
        "apps-new-problem", "apps-edit", "apps-edit-asks", "apps-not-removed", "client-error", "client-error-form", "sign-in-unvetted",
        "consent-unvetted",
    ];

    /// <summary>A name without spaces, nearly as long as the form allows.</summary>
    private static readonly string LongName = "Report" + string.Concat(Enumerable.Repeat("-of-everything", 6));

    private static readonly string LongPath = string.Concat(Enumerable.Repeat("path", 30));

    public static TheoryData<string, ColorScheme> Looks => Inspection.Looks;

    [Theory]
    [MemberData(nameof(Looks))]
    public async Task Pages_are_accessible_and_fit(string language, ColorScheme scheme)
    {
        var workspace = $"axe-{language}-{scheme}".ToLowerInvariant();
        await host.AddWorkspaceAsync(workspace);
        await host.RunAsync("workspace", "set", workspace, "--registration", "hosts", "--registration-host", "app.example");
        var invitation = await host.InviteAsync(workspace, "admin", isOperator: true);
        await browser.RunAsync(
            new BrowserSettings(host.IssuerOf(workspace)) { Language = language, Accept = language, RunsScripts = true },
            async session =>
            {
                var inspection = new Inspection(language, scheme);
                var (@operator, applicant) = (await session.OpenForScriptsAsync(), await session.OpenForScriptsAsync());
                var words = ApplicationWords.Of(language);
                var apps = await AcceptAsync(@operator, invitation, words, inspection);
                var (first, second) = await RequestAsync(session, applicant, words, inspection);
                await DecideAsync(@operator, apps, words, inspection);
                await CollectAsync(applicant, first, second, words, inspection);
                await ManageAsync(@operator, apps, words, inspection);
                await SeeErrorsAsync(session, applicant, @operator, inspection);
                Assert.Equal(Pages, inspection.Seen);
            });
    }

    private static async Task<string> AcceptAsync(BrowserWindow @operator, string invitation, ApplicationWords words, Inspection inspection)
    {
        await @operator.GoAsync(invitation);
        await inspection.SeeAsync(@operator, "invitation");
        await @operator.ChoosePasswordAsync(words, "correct horse battery", "correct horse better");
        await inspection.SeeAsync(@operator, "invitation-problem");
        await @operator.ChoosePasswordAsync(words, "correct horse battery", "correct horse battery");
        var apps = @operator.Page.Url;
        await inspection.SeeAsync(@operator, "apps-empty");
        await @operator.GoAsync(invitation);
        await inspection.SeeAsync(@operator, "invitation-used");
        return apps;
    }

    /// <summary>Sends six requests. Returns the addresses of the first two.</summary>
    private async Task<(string First, string Second)> RequestAsync(
        BrowserSession session, BrowserWindow applicant, ApplicationWords words, Inspection inspection)
    {
        await applicant.GoAsync(host.Host.Address.ToString());
        await inspection.SeeAsync(applicant, "welcome");
        await applicant.GoAsync(session.Issuer);
        await inspection.SeeAsync(applicant, "welcome-workspace");
        await applicant.FollowAsync(words.Request);
        var form = applicant.Page.Url;
        await inspection.SeeAsync(applicant, "request");
        await applicant.Field(words.RedirectUris).FillAsync($"{ApplicationSteps.WrongUri}\nhttps://app.example/{LongPath}#fragment\napp");
        await applicant.Page.Locator("form").EvaluateAsync("element => { element.noValidate = true; }");
        await applicant.PressAsync(words.Send);
        await inspection.SeeAsync(applicant, "request-problem");
        var asked = new List<string>();
        for (var i = 0; i < 6; i++)
            asked.Add(await SendAsync(applicant, form, words));
        await inspection.SeeAsync(applicant, "request-throttled");
        await applicant.GoAsync(asked[0]);
        await inspection.SeeAsync(applicant, "status-pending");
        return (asked[0], asked[1]);
    }

    private static async Task<string> SendAsync(BrowserWindow applicant, string form, ApplicationWords words)
    {
        await applicant.GoAsync(form);
        await applicant.DescribeAsync(words, LongName);
        await applicant.Field(words.Purpose).FillAsync(string.Concat(Enumerable.Repeat("Reports. ", 40)));
        await applicant.PressAsync(words.Send);
        return applicant.Page.Url;
    }

    private static async Task DecideAsync(BrowserWindow @operator, string apps, ApplicationWords words, Inspection inspection)
    {
        var first = @operator.Page.GetByRole(AriaRole.Link, new PageGetByRoleOptions { Name = LongName }).First;
        await @operator.GoAsync(apps);
        await @operator.LoadedAsync(() => first.ClickAsync());
        await inspection.SeeAsync(@operator, "apps-decide");
        await @operator.PressAsync(words.Approve);
        await @operator.GoAsync(apps);
        await @operator.LoadedAsync(() => first.ClickAsync());
        await @operator.AskedAsync(words.Decline);
        await @operator.Field(words.Answer).FillAsync("No. " + string.Concat(Enumerable.Repeat("Really", 40)));
        await inspection.SeeAsync(@operator, "apps-decline");
        await @operator.PressAsync(words.SureOf[words.Decline]);
        await inspection.SeeAsync(@operator, "apps-list");
    }

    private static async Task CollectAsync(BrowserWindow applicant, string approved, string declined, ApplicationWords words, Inspection inspection)
    {
        await applicant.GoAsync(approved);
        await inspection.SeeAsync(applicant, "status-approved");
        await applicant.PressAsync(words.Collect);
        await inspection.SeeAsync(applicant, "status-collected");
        await applicant.GoAsync(declined);
        await inspection.SeeAsync(applicant, "status-declined");
    }

    private static async Task ManageAsync(BrowserWindow @operator, string apps, ApplicationWords words, Inspection inspection)
    {
        await @operator.GoAsync(apps);
        await @operator.FollowAsync(words.NewApplication);
        await inspection.SeeAsync(@operator, "apps-new");
        await @operator.DescribeAsync(words, LongName, ApplicationSteps.WrongUri);
        await @operator.PressAsync(words.Create);
        await inspection.SeeAsync(@operator, "apps-new-problem");
        await @operator.Field(words.RedirectUris).FillAsync("");
        await @operator.PressAsync(words.Create);
        await @operator.PressAndConfirmAsync(words, words.Rotate);
        await inspection.SeeAsync(@operator, "apps-edit");
        await @operator.AskedAsync(words.Rotate);
        await @operator.AskedAsync(words.Disable);
        await inspection.SeeAsync(@operator, "apps-edit-asks");
        await @operator.PressAsync(words.Remove);
        await inspection.SeeAsync(@operator, "apps-not-removed");
    }

    /// <summary>Checks the pages of a client that registered itself: its errors while no user is signed in, the sign-in and the consent.</summary>
    private static async Task SeeErrorsAsync(BrowserSession session, BrowserWindow applicant, BrowserWindow @operator, Inspection inspection)
    {
        using var http = new HttpClient();
        using var metadata = JsonContent.Create(new { client_name = LongName, redirect_uris = new[] { $"https://app.example/{LongPath}" } });
        await metadata.LoadIntoBufferAsync(); // The worker does not see a body that is sent in chunks.
        using var response = await http.PostAsync($"{session.Issuer}/oauth2/register", metadata);
        var refused = $"{session.Issuer}/oauth2/authorize?" + Requests.Encode(
            ("client_id", (await response.JsonAsync()).GetProperty("client_id").GetString()), ("response_type", "code"), ("prompt", "none"),
            ("code_challenge", "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"), ("code_challenge_method", "S256"));
        await applicant.GoAsync(refused);
        await inspection.SeeAsync(applicant, "client-error");
        await applicant.GoAsync(refused + "&response_mode=form_post");
        await inspection.SeeAsync(applicant, "client-error-form");
        await applicant.GoAsync(refused.Replace("prompt=none", "prompt=consent", StringComparison.Ordinal));
        await inspection.SeeAsync(applicant, "sign-in-unvetted");
        await @operator.GoAsync(refused.Replace("prompt=none", "prompt=consent", StringComparison.Ordinal));
        await inspection.SeeAsync(@operator, "consent-unvetted");
    }
}
