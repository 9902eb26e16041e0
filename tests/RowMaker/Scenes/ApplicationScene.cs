using System.Net;
using Tollgate.TestKit.Http;
using Tollgate.TestKit.Rows;

namespace Tollgate.RowMaker.Scenes;

/// <summary>
/// An operator accepts an invitation, decides on requests, and makes and changes applications on the pages. Each change leaves a record.
/// </summary>
internal static class ApplicationScene
{
    private const string Password = "olivia has a password";

    public static async Task RunAsync(Stage stage)
    {
        using var olivia = await AcceptAsync(stage);
        await AskAsync(stage, "application-pending", ClearState.Pending);
        var approved = await AskAsync(stage, "application-approved", ClearState.Approved);
        await DecideAsync(olivia, approved, "approve");
        await DecideAsync(olivia, await AskAsync(stage, "application-declined", ClearState.Denied), "decline");
        var collected = await AskAsync(stage, "application-collected", ClearState.Used);
        await DecideAsync(olivia, collected, "approve");
        await CollectAsync(stage, collected);
        await ChangeAsync(stage, olivia, await CreateAsync(olivia, "Made by an operator"));
        await olivia.SubmitAsync(await CreateAsync(olivia, "Made by mistake"), ("action", "remove"), ("confirm", "yes"));
        stage.Clear.Browser("olivia", "olivia", olivia);
    }

    private static async Task<ScriptlessBrowser> AcceptAsync(Stage stage)
    {
        var ticket = await UserScene.InviteAsync(stage, "olivia", "--operator");
        var browser = stage.Local.Browser();
        var page = await browser.GetAsync("/invitation?ticket=" + ticket);
        var answer = await browser.SubmitAsync(page, ("password", Password), ("password_again", Password));
        Assert.Equal((HttpStatusCode.SeeOther, "/apps"), (answer.Status, answer.Location));
        stage.Clear.Password("olivia", Password);
        stage.Clear.Token("invitation-taken", ClearToken.Invitation, ticket, ClearState.Used);
        return browser;
    }

    private static async Task<string> AskAsync(Stage stage, string name, string state)
    {
        using var applicant = stage.Local.Browser();
        var page = await applicant.GetAsync("/apps/request");
        var answer = await applicant.SubmitAsync(
            page, ("name", name), ("contact", "somebody@example.com"), ("purpose", "To have\na row."), ("client_type", "confidential"),
            ("grant:client_credentials", "on"), ("resource:http://127.0.0.1:7071", "on"),
            ("redirect_uris", "https://app.example/callback\nhttps://app.example/other"), ("post_logout_redirect_uris", "https://app.example/"));
        Assert.True(answer.Status == HttpStatusCode.SeeOther, answer.Body);
        var ticket = answer.Parameters["ticket"]!;
        stage.Clear.Token(name, ClearToken.Ticket, ticket, state, ticket.Split('.')[0]);
        return ticket;
    }

    private static async Task DecideAsync(ScriptlessBrowser olivia, string ticket, string action)
    {
        var page = await olivia.GetAsync("/apps?request=" + ticket.Split('.')[0]);
        var answer = await olivia.SubmitAsync(page, ("action", action), ("answer", action == "decline" ? "There is one already." : null));
        Assert.True(answer.Status is HttpStatusCode.OK or HttpStatusCode.SeeOther, answer.Body);
    }

    private static async Task CollectAsync(Stage stage, string ticket)
    {
        using var applicant = stage.Local.Browser();
        var page = await applicant.GetAsync("/apps/request?ticket=" + ticket);
        stage.Clear.Secret(ticket.Split('.')[0], (await applicant.SubmitAsync(page, ("action", "collect"))).ClientSecret);
    }

    /// <summary>Creates an application. Returns its page.</summary>
    private static async Task<Answer> CreateAsync(ScriptlessBrowser olivia, string name) => await olivia.FollowAsync(await olivia.SubmitAsync(
        await olivia.GetAsync("/apps?new=1"), ("action", "create"), ("name", name), ("client_type", "confidential"), ("grant:client_credentials", "on"),
        ("scope", "notes.read"), ("contact", "somebody@example.com"), ("redirect_uris", null)));

    private static async Task ChangeAsync(Stage stage, ScriptlessBrowser olivia, Answer created)
    {
        var id = created.Form.Fields["client_id"]!;
        stage.Clear.Secret(id, created.ClientSecret, ClearState.Ended);
        var page = await olivia.FollowAsync(await olivia.SubmitAsync(created, ("action", "edit"), ("name", "Edited by an operator")));
        var rotated = await olivia.FollowAsync(await olivia.SubmitAsync(page, ("action", "rotate"), ("keep_old_hours", "24")));
        stage.Clear.Secret(id, rotated.ClientSecret);
        page = rotated;
        foreach (var action in new[] { "end_old", "disable", "enable" })
            page = await olivia.FollowAsync(await olivia.SubmitAsync(page, ("action", action)));
        Assert.Equal(HttpStatusCode.OK, page.Status);
    }
}
