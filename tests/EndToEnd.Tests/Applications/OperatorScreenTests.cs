using System.Text.Json;
using Tollgate.Domain.Workspaces;
using Tollgate.TestKit;

namespace Tollgate.EndToEnd.Tests.Applications;

/// <summary>The pages on which operators manage applications, and what clients notice of it: here at once, elsewhere within 30 seconds.</summary>
[RunsOnWorker]
public sealed class OperatorScreenTests(ApplicationsHost host, BrowserFixture browser) : IClassFixture<ApplicationsHost>
{
    private static readonly Words English = new(
        "Sign in", "This account is not an operator account.", "Use https.", "Somebody else changed this",
        ["created", "edited", "new secret", "old secrets ended"], "removed");

    private static readonly Words French = new(
        "Connexion", "Ce compte n’est pas celui d’un opérateur.", "Utilisez https.", "Quelqu’un d’autre l’a modifiée",
        ["créée", "modifiée", "nouveau secret", "anciens secrets révoqués"], "supprimée");

    [Theory]
    [InlineData("garden", "en", "en-GB", false, true)]
    [InlineData(Workspace.DefaultName, "fr", "fr-FR", true, false)]
    public async Task Changes_count_at_once_here_and_within_the_bound_elsewhere(
        string workspace, string language, string accept, bool script, bool isElsewhereToo)
    {
        if (workspace != Workspace.DefaultName)
            await host.AddWorkspaceAsync(workspace);
        // Waiting for the bound once is enough.
        var another = isElsewhereToo ? await host.StartAnotherAsync() : null;
        var steps = new Steps(await browser.RunAsync(Steps.Folder, "browser-operator.mjs", new()
        {
            ["issuer"] = host.IssuerOf(workspace),
            ["base"] = host.BaseOf(workspace),
            ["other"] = another is null
                ? null
                : host.BaseOf(workspace).Replace(host.Host.Address.Authority, another.Address.Authority, StringComparison.Ordinal),
            ["invitation"] = await host.InviteAsync(workspace, "admin", isOperator: true),
            ["otherInvitation"] = await host.InviteAsync(workspace, "bob", isOperator: false),
            ["language"] = language,
            ["accept"] = accept,
            ["script"] = script,
        }));

        var words = language == "fr" ? French : English;
        Assert.All(steps.All.Where(step => step.TryGetProperty("language", out _)), step => Assert.Equal(language, step.GetProperty("language").GetString()));
        AssertRefused(steps, words);
        AssertDisabled(steps);
        if (isElsewhereToo)
            AssertDisabledElsewhere(steps);
        AssertCreated(steps, words);
        AssertRotated(steps);
        AssertRemoved(steps, words, workspace);
        Assert.Empty(steps["blocked"].GetProperty("blocked").EnumerateArray());
    }

    private static void AssertRefused(Steps steps, Words words)
    {
        Assert.Equal(words.SignIn, steps.Text("nobody", "heading"));
        Assert.All(new[] { "no-operator", "no-operator?new=1" }, step =>
        {
            Assert.Equal(words.SignIn, steps.Text(step, "heading"));
            Assert.Contains(words.NotOperator, steps.Text(step, "text"), StringComparison.Ordinal);
        });
        Assert.Equal(words.SignIn, steps.Text("signed-out", "heading"));
    }

    private static void AssertDisabled(Steps steps)
    {
        // It has asked before, so it is remembered.
        Assert.Equal(200, Status(steps, "warm", "here"));
        Assert.Equal((401, "invalid_client"), (Status(steps, "disabled", "here"), steps["disabled"].GetProperty("here").GetProperty("error").GetString()));
        Assert.Equal(200, Status(steps, "enabled", "here"));
    }

    /// <summary>No request that was begun later than the bound after the change got a token.</summary>
    private static void AssertDisabledElsewhere(Steps steps)
    {
        Assert.Equal(200, Status(steps, "warm", "there"));
        var elsewhere = steps["elsewhere"];
        Assert.Equal(401, elsewhere.GetProperty("answer").GetProperty("status").GetInt32());
        if (elsewhere.GetProperty("latest") is { ValueKind: JsonValueKind.Number } latest)
            Assert.InRange(latest.GetDouble(), 0, elsewhere.GetProperty("bound").GetDouble());
    }

    private static void AssertCreated(Steps steps, Words words)
    {
        Assert.Contains(words.WrongUri, steps.Text("problem", "at"), StringComparison.Ordinal);
        Assert.Equal("Nightly report", steps.Text("created", "heading"));
        Assert.Equal(43, steps.Text("created", "clientSecret").Length);
        Assert.Equal((200, "notes.read notes.write"), (Status(steps, "created", "here"), Scope(steps, "created")));
        Assert.Equal(JsonValueKind.Null, steps["again"].GetProperty("secret").ValueKind);
        Assert.DoesNotContain(steps.Text("created", "clientSecret"), steps.Text("again", "text"), StringComparison.Ordinal);
        Assert.Equal("Daily report", steps.Text("edited", "heading"));
        Assert.Equal(["notes.read", "notes.write", "reports.read"], Scope(steps, "edited").Split(' ').Order());
        // A page of before the change changes nothing.
        Assert.Contains(words.Overtaken, steps.Text("overtaken", "text"), StringComparison.Ordinal);
        Assert.Equal(200, Status(steps, "overtaken", "here"));
    }

    private static void AssertRotated(Steps steps)
    {
        Assert.Equal(steps.Text("created", "clientId"), steps.Text("rotated", "clientId"));
        Assert.NotEqual(steps.Text("created", "clientSecret"), steps.Text("rotated", "clientSecret"));
        Assert.Equal((200, 200), (Status(steps, "rotated", "old"), Status(steps, "rotated", "here")));
        Assert.Equal((401, 200), (Status(steps, "ended", "old"), Status(steps, "ended", "here")));
    }

    private void AssertRemoved(Steps steps, Words words, string workspace)
    {
        Assert.Equal("Daily report", steps.Text("unconfirmed", "heading"));
        Assert.Equal(200, Status(steps, "unconfirmed", "here"));
        Assert.Equal(new Uri(host.BaseOf(workspace)).AbsolutePath.TrimEnd('/') + "/apps", steps.Text("removed", "path"));
        Assert.Equal(401, Status(steps, "removed", "here"));
        var links = steps["removed"].GetProperty("links").EnumerateArray().Select(link => link.GetString()).ToList();
        Assert.Contains("Switched off", links);
        Assert.DoesNotContain("Daily report", links);

        AssertRows(words.Changes, Rows(steps, "history", "rows"));
        // What is gone has its records still, newest first, under its id.
        var recent = Rows(steps, "removed", "recent").Where(row => row.Contains(steps.Text("created", "clientId"), StringComparison.Ordinal));
        AssertRows([.. words.Changes, words.Removed], [.. recent.Reverse()]);
    }

    /// <summary>When, who, what.</summary>
    private static void AssertRows(string[] changes, List<string> rows)
    {
        Assert.Equal(changes.Length, rows.Count);
        Assert.All(changes.Zip(rows), pair => Assert.Matches(@"^\d{4}-\d\d-\d\d \d\d:\d\d\sUTC\tadmin\t" + pair.First, pair.Second));
    }

    private static List<string> Rows(Steps steps, string step, string of) =>
        [.. steps[step].GetProperty(of).EnumerateArray().Select(row => row.GetString()!)];

    private static int Status(Steps steps, string step, string of) => steps[step].GetProperty(of).GetProperty("status").GetInt32();

    private static string Scope(Steps steps, string step) => steps[step].GetProperty("here").GetProperty("scope").GetString()!;

    /// <summary>What the pages say in one language.</summary>
    private sealed record Words(string SignIn, string NotOperator, string WrongUri, string Overtaken, string[] Changes, string Removed);
}
