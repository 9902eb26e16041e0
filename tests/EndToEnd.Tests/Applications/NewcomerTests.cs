using System.Text.Json;
using Microsoft.Playwright;
using Tollgate.Domain.Workspaces;
using Tollgate.EndToEnd.Tests.Browsers;
using Tollgate.TestKit;

namespace Tollgate.EndToEnd.Tests.Applications;

/// <summary>The way from the welcome page to a token. The newcomer knows only the address. An invited operator approves the request.</summary>
[RunsOnWorker]
public sealed class NewcomerTests(ApplicationsHost host, BrowserFixture browser) : IClassFixture<ApplicationsHost>
{
    [Theory]
    [InlineData("newcomer", "en", "en-GB", false)]
    [InlineData("nouveau", "fr", "fr-FR", true)]
    [InlineData(Workspace.DefaultName, "en", "en-GB", true)]
    [InlineData(Workspace.DefaultName, "fr", "fr-FR", false)]
    public async Task The_commands_of_the_page_give_a_newcomer_a_token(string workspace, string language, string accept, bool script)
    {
        if (workspace != Workspace.DefaultName)
            await host.AddWorkspaceAsync(workspace);
        var (admin, apps) = ("admin-" + language, host.BaseOf(workspace) + "/apps");
        var invitation = await host.InviteAsync(workspace, admin, isOperator: true);
        var settings = new BrowserSettings(host.IssuerOf(workspace)) { Language = language, Accept = accept, RunsScripts = script };
        await browser.RunAsync(settings, async session =>
        {
            var words = ApplicationWords.Of(language);
            var @operator = await session.OpenAsync();
            await @operator.AcceptAsync(invitation, words);
            Assert.Equal((language, new Uri(apps).AbsolutePath), ((await @operator.LookAsync()).Language, new Uri(@operator.Page.Url).AbsolutePath));

            // The browser prefers another language. Every page must keep the language that the newcomer has chosen.
            var newcomer = await session.OpenAsync(options =>
            {
                options.Locale = words.OtherLocale;
                options.ViewportSize = new ViewportSize { Width = 390, Height = 844 };
                options.Permissions = ["clipboard-read", "clipboard-write"];
            });
            var status = await RequestAsync(session, newcomer, words);
            await ApproveAsync(@operator, language, words);
            var (credentials, commands) = await CollectAsync(session, newcomer, status, words);
            await AssertHistoryAsync(@operator, apps, admin, language);
            await AssertUsedAsync(@operator, invitation, language);
            Assert.Empty(newcomer.Blocked);
            Assert.Empty(@operator.Blocked);
            await AssertWorksAsync(credentials, commands, workspace);
        });
    }

    private static string NameIn(string language) => language == "fr" ? "Rapport de nuit" : "Nightly report";

    /// <summary>Returns the address at which the newcomer can follow the request.</summary>
    private static async Task<string> RequestAsync(BrowserSession session, BrowserWindow newcomer, ApplicationWords words)
    {
        var language = session.Settings.Language;
        await newcomer.GoAsync(session.Issuer);
        Assert.NotEqual(language, (await newcomer.LookAsync()).Language);
        await newcomer.FollowAsync(words.Language);
        Assert.Equal(language, (await newcomer.LookAsync()).Language);
        await newcomer.FollowAsync(words.Request);
        await newcomer.DescribeAsync(words, NameIn(language), ApplicationSteps.WrongUri);
        await newcomer.Field(words.Purpose).FillAsync("Sends everybody their notes at night.");
        await newcomer.PressAsync(words.Send);
        await newcomer.Page.GetByRole(AriaRole.Alert).GetByRole(AriaRole.Link).ClickAsync();
        await AssertExplainedAsync(newcomer, words, language);

        await newcomer.Field(words.RedirectUris).FillAsync("https://app.example/callback");
        await newcomer.PressAsync(words.Send);
        var page = await newcomer.LookAsync();
        Assert.Equal((language, language == "fr" ? "Votre demande est en attente" : "Your request is waiting"), (page.Language, page.Heading));
        return newcomer.Page.Url;
    }

    private static async Task AssertExplainedAsync(BrowserWindow newcomer, ApplicationWords words, string language)
    {
        var (page, field, isFrench) = (await newcomer.LookAsync(), newcomer.Field(words.RedirectUris), language == "fr");
        Assert.Equal(language, page.Language);
        Assert.Contains(isFrench ? "Veuillez corriger les points suivants" : "Please correct the following", page.Title, StringComparison.Ordinal);
        var description = await BrowserWindow.DescriptionAsync(field);
        Assert.Contains(
            isFrench ? "http est réservé à une application sur la machine de l’utilisateur" : "http is only for an app on the user's own machine",
            description, StringComparison.Ordinal);
        Assert.Contains(ApplicationSteps.WrongUri, description, StringComparison.Ordinal);
        Assert.Equal("true", await field.GetAttributeAsync("aria-invalid"));
        Assert.True(await field.EvaluateAsync<bool>("element => element === document.activeElement"), "The summary does not lead to the field.");
        // The form keeps its values, so the newcomer types nothing twice.
        Assert.Equal(ApplicationSteps.WrongUri, await field.InputValueAsync());
        Assert.Equal(NameIn(language), await newcomer.Field(words.Name).InputValueAsync());
        Assert.True(await newcomer.Field(words.ClientCredentials).IsCheckedAsync());
    }

    private static async Task ApproveAsync(BrowserWindow @operator, string language, ApplicationWords words)
    {
        await @operator.Page.ReloadAsync();
        var list = await @operator.LookAsync();
        Assert.Equal(language, list.Language);
        Assert.Contains(NameIn(language), list.Text, StringComparison.Ordinal);
        await @operator.FollowAsync(NameIn(language));
        var request = await @operator.LookAsync();
        Assert.Equal(language, request.Language);
        Assert.Contains("Sends everybody their notes at night.", request.Text, StringComparison.Ordinal);
        await @operator.PressAsync(words.Approve);
        Assert.Equal(language, (await @operator.LookAsync()).Language);
        Assert.Null(await @operator.CredentialsAsync());
    }

    /// <summary>The page shows the secret once. It does not show it before, in another window, or at a second visit.</summary>
    private static async Task<(Credentials Credentials, IReadOnlyList<string> Commands)> CollectAsync(
        BrowserSession session, BrowserWindow newcomer, string status, ApplicationWords words)
    {
        var language = session.Settings.Language;
        await newcomer.GoAsync(status);
        var late = await newcomer.OpenBesideAsync();
        await late.GoAsync(status);
        await AssertNoSecretAsync(newcomer, language, null);
        await newcomer.PressAsync(words.Collect);
        Assert.Equal(language, (await newcomer.LookAsync()).Language);
        var credentials = await newcomer.CredentialsAsync();
        Assert.Equal(43, credentials?.ClientSecret.Length);
        var commands = await CommandsAsync(newcomer, words, session.Settings.RunsScripts);

        await late.PressAsync(words.Collect);
        await AssertNoSecretAsync(late, language, credentials);
        await newcomer.GoAsync(status);
        var again = await AssertNoSecretAsync(newcomer, language, credentials);
        Assert.Contains(credentials!.ClientId, again.Text, StringComparison.Ordinal);
        return (credentials, commands);
    }

    private static async Task<SeenPage> AssertNoSecretAsync(BrowserWindow window, string language, Credentials? credentials)
    {
        var page = await window.LookAsync();
        Assert.Equal(language, page.Language);
        Assert.Null(await window.CredentialsAsync());
        if (credentials is not null)
            Assert.DoesNotContain(credentials.ClientSecret, page.Text, StringComparison.Ordinal);
        return page;
    }

    /// <summary>The curl commands of the page. With scripts, the copy buttons of the page return them.</summary>
    private static async Task<IReadOnlyList<string>> CommandsAsync(BrowserWindow window, ApplicationWords words, bool runsScripts)
    {
        var examples = window.Page.Locator("#client-credentials");
        if (!runsScripts)
            return await examples.Locator(".panel:visible pre").AllTextContentsAsync();
        var copied = new List<string>();
        foreach (var button in await examples.GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = words.Copy }).AllAsync())
        {
            await button.ClickAsync();
            copied.Add(await window.Page.EvaluateAsync<string>("navigator.clipboard.readText()"));
        }

        return copied;
    }

    private static async Task AssertHistoryAsync(BrowserWindow @operator, string apps, string admin, string language)
    {
        await @operator.GoAsync(apps);
        await @operator.FollowAsync(NameIn(language));
        var rows = await @operator.RowsAsync();
        string[] expected = language == "fr"
            ? ["demandeur\tdemandée", admin + "\tacceptée", "demandeur\tidentifiants obtenus"]
            : ["applicant\trequested", admin + "\tapproved", "applicant\tcredentials fetched"];
        Assert.Equal(expected.Length, rows.Count);
        Assert.All(expected.Zip(rows), pair => Assert.Contains(pair.First, pair.Second, StringComparison.Ordinal));
        Assert.All(rows, row => Assert.Matches(@"^\d{4}-\d\d-\d\d \d\d:\d\d", row));
    }

    private static async Task AssertUsedAsync(BrowserWindow @operator, string invitation, string language)
    {
        await @operator.GoAsync(invitation);
        var page = await @operator.LookAsync();
        Assert.Equal((language, language == "fr" ? "Ce lien n’est plus valable" : "This link no longer works"), (page.Language, page.Heading));
        Assert.Contains(language == "fr" ? "a été utilisé ou a expiré" : "has been used or has expired", page.Text, StringComparison.Ordinal);
    }

    /// <summary>Runs the commands of the page. In the default workspace the demo's resource must accept the token.</summary>
    private async Task AssertWorksAsync(Credentials credentials, IReadOnlyList<string> commands, string workspace)
    {
        Skipped.When(OperatingSystem.IsWindows(), "The page's commands are for a POSIX shell.");
        Assert.Equal(2, commands.Count);
        var tokens = JsonElement.Parse(await ShellAsync(commands[0]));
        var token = tokens.GetProperty("access_token").GetString()!;
        var claims = JsonElement.Parse(System.Buffers.Text.Base64Url.DecodeFromChars(token.Split('.')[1]));
        Assert.Equal("notes.read notes.write", tokens.GetProperty("scope").GetString());
        Assert.Equal(credentials.ClientId, claims.GetProperty("client_id").GetString());
        Assert.Equal(host.IssuerOf(workspace), claims.GetProperty("iss").GetString());
        if (workspace == Workspace.DefaultName)
        {
            var resource = await ShellAsync(commands[1].Replace("YOUR_ACCESS_TOKEN", token, StringComparison.Ordinal));
            Assert.Contains(credentials.ClientId, resource, StringComparison.Ordinal);
        }
        else
        {
            Assert.Equal(ApplicationsHost.Audience, claims.GetProperty("aud").GetString());
            Assert.StartsWith("curl " + ApplicationsHost.Audience, commands[1], StringComparison.Ordinal);
        }
    }

    /// <summary>Runs a shell command without curl's progress display.</summary>
    private static Task<string> ShellAsync(string command) => ChildProcess.RunAsync("sh", ["-c", $"{command} 2>/dev/null"], AppContext.BaseDirectory);
}
