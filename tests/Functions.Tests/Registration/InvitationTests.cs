using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Tollgate.Domain.Users;
using Tollgate.Domain.Workspaces;
using Tollgate.Functions.Tables;
using Tollgate.TestKit;
using Tollgate.TestKit.Http;

namespace Tollgate.Functions.Tests.Registration;

/// <summary>The pages for an invited user, in a browser.</summary>
public sealed class InvitationTests(RegistrationHost host) : IClassFixture<RegistrationHost>
{
    private const string Chosen = "a password of one's own";

    [Theory]
    [InlineData(Workspace.DefaultName, "", true, "/apps")]
    [InlineData(Workspace.DefaultName, "", false, "/")]
    [InlineData("closed", "/closed/oauth2", true, "/closed/oauth2/apps")]
    [InlineData("closed", "/closed/oauth2", false, "/closed")]
    public async Task A_link_leads_to_a_new_password_a_session_and_the_next_page(string workspace, string path, bool isOperator, string next)
    {
        var (username, ticket) = await InviteAsync(workspace, isOperator);
        using var scanner = new ScriptlessBrowser(host.Server.Address);
        using var browser = new ScriptlessBrowser(host.Server.Address);
        // A mail scanner follows the link first.
        Assert.Equal(HttpStatusCode.OK, (await scanner.GetAsync($"{path}/invitation?ticket={ticket}")).Status);

        var page = await browser.GetAsync($"{path}/invitation?ticket={ticket}");
        Assert.Equal((HttpStatusCode.OK, "no-referrer", "no-store"), (page.Status, page.Header("Referrer-Policy"), page.Header("Cache-Control")));
        var answer = await browser.SubmitAsync(page, ("password", Chosen), ("password_again", Chosen));

        Assert.Equal((HttpStatusCode.SeeOther, next), (answer.Status, answer.Location));
        Assert.Contains(browser.Cookies.Keys, name => name.Contains("session", StringComparison.Ordinal));
        var landing = await browser.FollowAsync(answer);
        Assert.Equal(HttpStatusCode.OK, landing.Status);
        // An operator is signed in, so the page does not ask for a password.
        Assert.False(landing.HasField("password"));
        var login = await host.Server.Services.GetRequiredService<UserTable>().FindLoginAsync(workspace, username, default);
        Assert.Equal(PasswordVerdict.Right, new FrameworkPasswordHasher().Verify(login!.PasswordHash, Chosen));
        AssertOver(await browser.SubmitAsync(page, ("password", "another password"), ("password_again", "another password")));
        AssertOver(await scanner.GetAsync($"{path}/invitation?ticket={ticket}"));
    }

    [Fact]
    public async Task The_page_asks_again_after_an_unacceptable_password()
    {
        var (_, ticket) = await InviteAsync(Workspace.DefaultName, isOperator: false);
        using var browser = new ScriptlessBrowser(host.Server.Address);
        var page = await browser.GetAsync("/invitation?ticket=" + ticket);

        foreach (var (password, again) in new[] { ("short", "short"), ("long enough", "long enoughh"), ("", "") })
        {
            page = await browser.SubmitAsync(page, ("password", password), ("password_again", again));
            Assert.Equal(HttpStatusCode.OK, page.Status);
            Assert.Contains("role=\"alert\"", page.Body, StringComparison.Ordinal);
        }

        Assert.Equal(HttpStatusCode.SeeOther, (await browser.SubmitAsync(page, ("password", Chosen), ("password_again", Chosen))).Status);
    }

    [Fact]
    public async Task The_use_of_a_second_link_ends_the_session_of_the_first_link_at_once()
    {
        var (username, ticket) = await InviteAsync(Workspace.DefaultName, isOperator: true);
        using var first = new ScriptlessBrowser(host.Server.Address);
        await ChooseAsync(first, ticket);
        Assert.False((await first.GetAsync("/apps")).HasField("password"));

        var login = await host.Server.Services.GetRequiredService<UserTable>().FindLoginAsync(Workspace.DefaultName, username, default);
        using var second = new ScriptlessBrowser(host.Server.Address);
        await ChooseAsync(second, await host.NewTicketAsync(Workspace.DefaultName, login!.Subject, username));

        Assert.True((await first.GetAsync("/apps")).HasField("password"));
        Assert.False((await second.GetAsync("/apps")).HasField("password"));

        static async Task ChooseAsync(ScriptlessBrowser browser, string ticket) => Assert.Equal(
            HttpStatusCode.SeeOther,
            (await browser.SubmitAsync(await browser.GetAsync("/invitation?ticket=" + ticket), ("password", Chosen), ("password_again", Chosen))).Status);
    }

    [Fact]
    public async Task One_of_ten_browsers_that_send_the_form_at_once_sets_the_password()
    {
        var (username, ticket) = await InviteAsync(Workspace.DefaultName, isOperator: false);
        var browsers = Enumerable.Range(0, 10).Select(_ => new ScriptlessBrowser(host.Server.Address)).ToList();
        var pages = await Task.WhenAll(browsers.Select(browser => browser.GetAsync("/invitation?ticket=" + ticket)));

        var answers = await Task.WhenAll(
            browsers.Select((browser, i) => browser.SubmitAsync(pages[i], ("password", $"password {i}"), ("password_again", $"password {i}"))));

        var winner = Assert.Single(Enumerable.Range(0, 10), i => answers[i].Status == HttpStatusCode.SeeOther);
        Assert.All(answers.Where(answer => answer.Status != HttpStatusCode.SeeOther), AssertOver);
        var login = await host.Server.Services.GetRequiredService<UserTable>().FindLoginAsync(Workspace.DefaultName, username, default);
        Assert.Equal(PasswordVerdict.Right, new FrameworkPasswordHasher().Verify(login!.PasswordHash, $"password {winner}"));
        browsers.ForEach(browser => browser.Dispose());
    }

    [Fact]
    public async Task A_ticket_of_another_workspace_opens_nothing()
    {
        var (_, ticket) = await InviteAsync("closed", isOperator: true);
        using var browser = new ScriptlessBrowser(host.Server.Address);

        AssertOver(await browser.GetAsync("/invitation?ticket=" + ticket));
        AssertOver(await browser.GetAsync("/open/oauth2/invitation?ticket=" + ticket));
    }

    [Theory]
    [InlineData("/invitation")]
    [InlineData("/invitation?ticket=nobody.knows-it")]
    [InlineData("/invitation?ticket=%00")]
    [InlineData("/invitation?ticket=a.b&ticket=c.d")]
    public async Task A_malformed_link_shows_an_error_page(string path)
    {
        using var browser = new ScriptlessBrowser(host.Server.Address);
        var answer = await browser.GetAsync(path);

        Assert.Equal((HttpStatusCode.BadRequest, "text/html; charset=utf-8"), (answer.Status, answer.Header("Content-Type")));
    }

    [Fact]
    public async Task The_page_speaks_the_language_of_the_link_and_keeps_it()
    {
        var (_, ticket) = await InviteAsync(Workspace.DefaultName, isOperator: false);
        using var browser = new ScriptlessBrowser(host.Server.Address);
        var page = await browser.GetAsync($"/invitation?ticket={ticket}&lang=fr");
        Assert.Equal("fr", page.Language);

        var again = await browser.SubmitAsync(page, ("password", "court"), ("password_again", "court"));

        Assert.Equal("fr", again.Language);
    }

    private static void AssertOver(Answer answer)
    {
        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Contains("has been used or has expired", answer.Body, StringComparison.Ordinal);
    }

    private async Task<(string Username, string Ticket)> InviteAsync(string workspace, bool isOperator)
    {
        var (subject, username) = ($"{Guid.NewGuid():n}", $"user-{Guid.NewGuid():n}");
        await host.Server.Services.GetRequiredService<UserTable>().AddAsync(
            workspace, new User(subject, username) { IsOperator = isOperator }, new FrameworkPasswordHasher().Hash(Guid.NewGuid().ToString()), default);
        return (username, await host.NewTicketAsync(workspace, subject, username));
    }
}
