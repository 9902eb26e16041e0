using Tollgate.Domain.Handles;
using Tollgate.Domain.Invitations;
using Tollgate.Domain.Messages;
using Tollgate.Domain.Users;
using Tollgate.Domain.Workspaces;

namespace Tollgate.Domain.Tests.Invitations;

public sealed class InvitationEndpointTests
{
    private const string Chosen = "a better password";

    private readonly FlowServer _server = new();
    private readonly string _ticket;

    public InvitationEndpointTests()
    {
        var randomness = new Randomness();
        var expiresAt = _server.Time.GetUtcNow().AddDays(1);
        _ticket = Handle.New(ExpiringId.New(expiresAt, randomness), randomness).Text;
        _server.Stores.Tickets.Invitations[_ticket] = new Invitation(FlowServer.Subject, "alice", expiresAt);
    }

    [Fact]
    public async Task Looking_shows_the_form_as_often_as_somebody_looks()
    {
        for (var i = 0; i < 3; i++)
        {
            var page = await PageAsync();
            Assert.Equal((_ticket, "alice", InvitationProblem.None), (page.Ticket, page.Username, page.Problem));
        }

        Assert.Equal("hash of " + FlowServer.Password, _server.Stores.Logins["alice"].PasswordHash);
        Assert.Empty(_server.Stores.Sessions);
    }

    [Fact]
    public async Task The_form_sets_the_password_and_begins_a_session()
    {
        var result = Assert.IsType<RedirectResult>(await SubmitAsync(await PageAsync()));

        Assert.Equal("/", result.Location);
        Assert.Equal("hash of " + Chosen, _server.Stores.Logins["alice"].PasswordHash);
        var session = Assert.Single(_server.Stores.Sessions.Values).Session;
        Assert.Equal(
            (FlowServer.Subject, "alice", Authentication.ByPassword(_server.Time.GetUtcNow())), (session.Subject, session.Username, session.Authentication));
        var cookie = Assert.Single(result.Cookies);
        Assert.Equal((CookieKind.Session, session.ExpiresAt), (cookie.Kind, cookie.ExpiresAt));
        Assert.StartsWith(session.Id + ".", cookie.Value, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("default", "https://issuer.example", false, "/")]
    [InlineData("default", "https://issuer.example", true, "/apps")]
    [InlineData("acme", "https://issuer.example/acme", false, "/acme")]
    [InlineData("acme", "https://issuer.example/acme", true, "/acme/oauth2/apps")]
    public async Task Operators_go_on_to_the_applications_and_others_to_the_welcome_page(string workspace, string issuer, bool isOperator, string next)
    {
        _server.Workspace = new Workspace(workspace, new Uri(issuer));
        _server.Stores.Users[FlowServer.Subject] = _server.Stores.Users[FlowServer.Subject] with { IsOperator = isOperator };

        Assert.Equal(next, Assert.IsType<RedirectResult>(await SubmitAsync(await PageAsync())).Location);
    }

    [Fact]
    public async Task A_session_that_was_there_before_ends()
    {
        _server.BeginSession();
        var before = _server.SessionCookie;

        Assert.IsType<RedirectResult>(await SubmitAsync(await PageAsync()));

        Assert.NotEqual(before, Assert.Single(_server.Stores.Sessions.Values).Hash);
    }

    [Fact]
    public async Task A_ticket_is_good_once()
    {
        var page = await PageAsync();
        await SubmitAsync(page);

        AssertOver(await SubmitAsync(page, "yet another password"));
        AssertOver(await LookAsync(_ticket));

        Assert.Equal("hash of " + Chosen, _server.Stores.Logins["alice"].PasswordHash);
    }

    [Fact]
    public async Task Of_many_that_use_a_ticket_at_once_one_does()
    {
        var page = await PageAsync();

        var results = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => Task.Run(() => SubmitAsync(page, $"password {i:00}").AsTask())));

        var winner = Assert.Single(Enumerable.Range(0, 20), i => results[i] is RedirectResult);
        Assert.All(results.Where(result => result is not RedirectResult), AssertOver);
        Assert.Equal($"hash of password {winner:00}", _server.Stores.Logins["alice"].PasswordHash);
        Assert.Single(_server.Stores.Sessions);
    }

    [Fact]
    public async Task Whoever_is_overtaken_sets_nothing()
    {
        var page = await PageAsync();
        _server.Stores.BeforeNextAccept = async () => Assert.IsType<RedirectResult>(await SubmitAsync(page));

        AssertOver(await SubmitAsync(page, "the slower password"));

        Assert.Equal("hash of " + Chosen, _server.Stores.Logins["alice"].PasswordHash);
        Assert.Single(_server.Stores.Sessions);
    }

    [Fact]
    public async Task One_that_is_used_while_the_next_is_and_cannot_be_marked_stays_used()
    {
        var page = await PageAsync();
        var randomness = new Randomness();
        var next = Handle.New(ExpiringId.New(_server.Time.GetUtcNow().AddDays(1), randomness), randomness).Text;
        _server.Stores.Tickets.Invitations[next] = _server.Stores.Tickets.Invitations[_ticket];
        var nextPage = Again(await LookAsync(next));
        _server.Stores.BeforeNextAccept = async () =>
        {
            _server.Stores.Tickets.BeforeNextTake = () => throw new InvalidOperationException("The tables are out of reach.");
            Assert.IsType<RedirectResult>(await SubmitAsync(page));
        };

        Assert.IsType<RedirectResult>(await SubmitAsync(nextPage, "the next password"));

        AssertOver(await LookAsync(_ticket));
        AssertOver(await SubmitAsync(page, "a thief's password"));
        Assert.Equal("hash of the next password", _server.Stores.Logins["alice"].PasswordHash);
    }

    [Theory]
    [InlineData("1234567", "1234567", InvitationProblem.Length)]
    [InlineData(null, null, InvitationProblem.Length)]
    [InlineData("12345678", null, InvitationProblem.Different)]
    [InlineData("12345678", "12345679", InvitationProblem.Different)]
    [InlineData("correct horse", "Correct horse", InvitationProblem.Different)]
    public async Task A_password_that_does_not_do_uses_nothing_up(string? password, string? again, InvitationProblem problem)
    {
        var page = await PageAsync();

        Assert.Equal(problem, Again(await SubmitAsync(page, password, again)).Problem);

        Assert.IsType<RedirectResult>(await SubmitAsync(page));
    }

    [Fact]
    public async Task A_password_may_be_of_any_length_that_signing_in_takes()
    {
        Assert.Equal(InvitationProblem.Length, Again(await SubmitAsync(await PageAsync(), new string('p', 257))).Problem);
        Assert.IsType<RedirectResult>(await SubmitAsync(await PageAsync(), new string('p', 256)));
    }

    [Fact]
    public async Task A_form_of_another_browser_or_of_none_is_stale_and_comes_again()
    {
        var page = await PageAsync();
        foreach (var cookie in new[] { null, new string('x', 43) })
        {
            _server.BrowserCookie = cookie;
            Assert.Equal(InvitationProblem.StaleForm, Again(await SubmitAsync(page)).Problem);
        }

        Assert.Equal(InvitationProblem.StaleForm, Again(await SubmitAsync(page with { FormToken = "" })).Problem);
        _server.BrowserCookie = null;
        var again = Again(await SubmitAsync(page));
        Assert.IsType<RedirectResult>(await SubmitAsync(again));
    }

    [Fact]
    public async Task The_form_of_one_invitation_is_none_of_another()
    {
        var other = _ticket[..^4] + "abcd";
        _server.Stores.Tickets.Invitations[other] = new Invitation("subject-of-bob", "bob", _server.Time.GetUtcNow().AddDays(1));
        _server.Stores.AddUser("bob", "a password", "subject-of-bob");
        var page = await PageAsync();

        Assert.Equal(InvitationProblem.StaleForm, Again(await SubmitAsync(page with { Ticket = other })).Problem);
        Assert.Equal("hash of a password", _server.Stores.Logins["bob"].PasswordHash);
    }

    [Fact]
    public async Task A_query_is_no_form()
    {
        var page = await PageAsync();
        var fields = FlowServer.Encode(("ticket", page.Ticket), ("form_token", page.FormToken), ("password", Chosen), ("password_again", Chosen));

        Again(await KeepAsync(_server.Request(fields)));

        Assert.Equal("hash of " + FlowServer.Password, _server.Stores.Logins["alice"].PasswordHash);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("nonsense")]
    [InlineData("nobody.knows-it")]
    public async Task Without_a_good_ticket_there_is_nothing(string? ticket)
    {
        AssertOver(await LookAsync(ticket));
        AssertOver(await SubmitAsync((await PageAsync()) with { Ticket = ticket ?? "" }));
    }

    [Fact]
    public async Task An_invitation_does_not_outlive_its_user_or_pass_to_another_of_the_same_name()
    {
        var page = await PageAsync();
        _server.Stores.Logins.Clear();
        AssertOver(await LookAsync(_ticket));

        _server.Stores.AddUser("alice", FlowServer.Password, "somebody-else");
        AssertOver(await SubmitAsync(page));

        Assert.Equal("hash of " + FlowServer.Password, _server.Stores.Logins["alice"].PasswordHash);
    }

    private static void AssertOver(EndpointResult result)
    {
        Assert.IsType<InvitationOverPage>(Assert.IsType<PageResult>(result).Page);
        Assert.Empty(result.Cookies);
    }

    private static InvitationPage Again(EndpointResult result) => Assert.IsType<InvitationPage>(Assert.IsType<PageResult>(result).Page);

    private async Task<InvitationPage> PageAsync() => Again(await LookAsync(_ticket));

    private ValueTask<EndpointResult> LookAsync(string? ticket, params (string Name, string? Value)[] more) =>
        KeepAsync(_server.Request(FlowServer.Encode([("ticket", ticket), .. more])));

    private ValueTask<EndpointResult> SubmitAsync(InvitationPage page, string? password = Chosen) => SubmitAsync(page, password, password);

    private ValueTask<EndpointResult> SubmitAsync(InvitationPage page, string? password, string? again) => KeepAsync(_server.Form(
        ("ticket", page.Ticket), ("form_token", page.FormToken), ("password", password), ("password_again", again)));

    private async ValueTask<EndpointResult> KeepAsync(EndpointRequest request)
    {
        var result = await _server.Server.Invitation.HandleAsync(request, TestContext.Current.CancellationToken);
        foreach (var cookie in result.Cookies)
            if (cookie.Kind == CookieKind.Browser)
                _server.BrowserCookie = cookie.Value;
        return result;
    }
}
