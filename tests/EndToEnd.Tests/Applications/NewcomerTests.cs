using System.Text.Json;
using Tollgate.Domain.Workspaces;
using Tollgate.TestKit;

namespace Tollgate.EndToEnd.Tests.Applications;

/// <summary>From the welcome page to a token: somebody who knows nothing but the address, and an operator who was invited.</summary>
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
        var steps = new Steps(await browser.RunAsync(Steps.Folder, "browser-newcomer.mjs", new()
        {
            ["issuer"] = host.IssuerOf(workspace),
            ["base"] = host.BaseOf(workspace),
            ["invitation"] = await host.InviteAsync(workspace, "admin-" + language, isOperator: true),
            ["application"] = NameIn(language),
            ["language"] = language,
            ["accept"] = accept,
            ["script"] = script,
        }));

        var isFrench = language == "fr";
        Assert.All(
            new[] { "operator", "welcome", "problem", "pending", "list", "decide", "approved", "ready", "collected", "late", "again", "used" },
            step => Assert.Equal(language, steps.Text(step, "language")));
        Assert.NotEqual(language, steps.Text("arrival", "language"));
        Assert.Equal(new Uri(host.BaseOf(workspace)).AbsolutePath.TrimEnd('/') + "/apps", steps.Text("operator", "path"));
        AssertExplained(steps["problem"], isFrench);
        Assert.Equal(isFrench ? "Votre demande est en attente" : "Your request is waiting", steps.Text("pending", "heading"));
        Assert.Contains(NameIn(language), steps.Text("list", "text"), StringComparison.Ordinal);
        Assert.Contains("Sends everybody their notes at night.", steps.Text("decide", "text"), StringComparison.Ordinal);
        AssertShownOnce(steps);
        AssertHistory(steps, "admin-" + language, isFrench);
        Assert.Equal(isFrench ? "Ce lien n’est plus valable" : "This link no longer works", steps.Text("used", "heading"));
        Assert.Contains(isFrench ? "a été utilisé ou a expiré" : "has been used or has expired", steps.Text("used", "text"), StringComparison.Ordinal);
        Assert.Empty(steps["blocked"].GetProperty("blocked").EnumerateArray());
        await AssertWorksAsync(steps["collected"], workspace);
    }

    private static string NameIn(string language) => language == "fr" ? "Rapport de nuit" : "Nightly report";

    private static void AssertExplained(JsonElement problem, bool isFrench)
    {
        var sentence = isFrench ? "http est réservé à une application sur la machine de l’utilisateur" : "http is only for an app on the user's own machine";
        Assert.Contains(sentence, problem.GetProperty("at").GetString(), StringComparison.Ordinal);
        Assert.Contains("http://app.example/callback", problem.GetProperty("at").GetString(), StringComparison.Ordinal);
        Assert.Equal("true", problem.GetProperty("isInvalid").GetString());
        Assert.True(problem.GetProperty("isFocused").GetBoolean(), "The summary does not lead to the field.");
        Assert.Contains(isFrench ? "Veuillez corriger les points suivants" : "Please correct the following", problem.GetProperty("title").GetString(),
            StringComparison.Ordinal);
        // Nothing has to be typed twice.
        Assert.Equal("http://app.example/callback", problem.GetProperty("value").GetString());
        Assert.Equal(NameIn(isFrench ? "fr" : "en"), problem.GetProperty("name").GetString());
        Assert.True(problem.GetProperty("isChosen").GetBoolean());
    }

    private static void AssertShownOnce(Steps steps)
    {
        var secret = steps.Text("collected", "clientSecret");
        Assert.Equal(43, secret.Length);
        Assert.All(new[] { "approved", "ready", "late", "again" }, step =>
        {
            Assert.Equal(JsonValueKind.Null, steps[step].GetProperty("secret").ValueKind);
            Assert.DoesNotContain(secret, steps.Text(step, "text"), StringComparison.Ordinal);
        });
        Assert.Contains(steps.Text("collected", "clientId"), steps.Text("again", "text"), StringComparison.Ordinal);
    }

    private static void AssertHistory(Steps steps, string admin, bool isFrench)
    {
        var rows = steps["history"].GetProperty("rows").EnumerateArray().Select(row => row.GetString()!).ToList();
        string[] expected = isFrench
            ? ["demandeur\tdemandée", admin + "\tacceptée", "demandeur\tidentifiants obtenus"]
            : ["applicant\trequested", admin + "\tapproved", "applicant\tcredentials fetched"];
        Assert.Equal(expected.Length, rows.Count);
        Assert.All(expected.Zip(rows), pair => Assert.Contains(pair.First, pair.Second, StringComparison.Ordinal));
        Assert.All(rows, row => Assert.Matches(@"^\d{4}-\d\d-\d\d \d\d:\d\d", row));
    }

    /// <summary>Nothing but what the page says is used; of a token of the resource's own the resource of the demo makes use.</summary>
    private async Task AssertWorksAsync(JsonElement page, string workspace)
    {
        Skipped.When(OperatingSystem.IsWindows(), "The page's commands are for a POSIX shell.");
        var commands = page.GetProperty("commands").EnumerateArray().Select(command => command.GetString()!).ToList();
        Assert.Equal(2, commands.Count);
        var tokens = JsonElement.Parse(await ShellAsync(commands[0]));
        var token = tokens.GetProperty("access_token").GetString()!;
        var claims = JsonElement.Parse(System.Buffers.Text.Base64Url.DecodeFromChars(token.Split('.')[1]));
        Assert.Equal("notes.read notes.write", tokens.GetProperty("scope").GetString());
        Assert.Equal(page.GetProperty("clientId").GetString(), claims.GetProperty("client_id").GetString());
        Assert.Equal(host.IssuerOf(workspace), claims.GetProperty("iss").GetString());
        if (workspace == Workspace.DefaultName)
            Assert.Contains(page.GetProperty("clientId")
                .GetString()!, await ShellAsync(commands[1].Replace("YOUR_ACCESS_TOKEN", token, StringComparison.Ordinal)), StringComparison.Ordinal);
        else
        {
            Assert.Equal(ApplicationsHost.Audience, claims.GetProperty("aud").GetString());
            Assert.StartsWith("curl " + ApplicationsHost.Audience, commands[1], StringComparison.Ordinal);
        }
    }

    /// <summary>Without the progress that curl shows to people.</summary>
    private static Task<string> ShellAsync(string command) => ChildProcess.RunAsync("sh", ["-c", $"{command} 2>/dev/null"], AppContext.BaseDirectory);
}
