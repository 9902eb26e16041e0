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
    public async Task Every_GET_shows_the_form_and_does_not_use_the_ticket_up()
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
    public async Task Operators_go_on_to_the_applications_and_other_users_to_the_welcome_page(string workspace, string issuer, bool isOperator, string next)
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
    public async Task Of_many_concurrent_uses_of_a_ticket_one_succeeds()
    {
        var page = await PageAsync();

        var results = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => Task.Run(() => SubmitAsync(page, $"password {i:00}").AsTask())));

        var winner = Assert.Single(Enumerable.Range(0, 20), i => results[i] is RedirectResult);
        Assert.All(results.Where(result => result is not RedirectResult), AssertOver);
        Assert.Equal($"hash of password {winner:00}", _server.Stores.Logins["alice"].PasswordHash);
        Assert.Single(_server.Stores.Sessions);
    }

    [Fact]
    public async Task A_form_that_is_overtaken_by_another_form_sets_no_password()
    {
        var page = await PageAsync();
        _server.Stores.BeforeNextAccept = async () => Assert.IsType<RedirectResult>(await SubmitAsync(page));

        AssertOver(await SubmitAsync(page, "the slower password"));

        Assert.Equal("hash of " + Chosen, _server.Stores.Logins["alice"].PasswordHash);
        Assert.Single(_server.Stores.Sessions);
    }

    [Fact]
    public async Task An_invitation_that_could_not_be_marked_stays_used_after_the_use_of_a_later_invitation()
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
    public async Task A_refused_password_does_not_use_the_ticket_up(string? password, string? again, InvitationProblem problem)
    {
        var page = await PageAsync();

        Assert.Equal(problem, Again(await SubmitAsync(page, password, again)).Problem);

        Assert.IsType<RedirectResult>(await SubmitAsync(page));
    }

    [Fact]
    public async Task A_password_may_have_any_length_that_the_sign_in_accepts()
    {
        Assert.Equal(InvitationProblem.Length, Again(await SubmitAsync(await PageAsync(), new string('p', 257))).Problem);
        Assert.IsType<RedirectResult>(await SubmitAsync(await PageAsync(), new string('p', 256)));
    }

    [Fact]
    public async Task A_form_of_another_browser_or_without_a_cookie_is_stale_and_is_shown_again()
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
    public async Task The_form_of_one_invitation_does_not_serve_another_invitation()
    {
        var other = _ticket[..^4] + "abcd";
        _server.Stores.Tickets.Invitations[other] = new Invitation("subject-of-bob", "bob", _server.Time.GetUtcNow().AddDays(1));
        _server.Stores.AddUser("bob", "a password", "subject-of-bob");
        var page = await PageAsync();

        Assert.Equal(InvitationProblem.StaleForm, Again(await SubmitAsync(page with { Ticket = other })).Problem);
        Assert.Equal("hash of a password", _server.Stores.Logins["bob"].PasswordHash);
    }

    [Fact]
    public async Task A_query_sets_no_password()
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
    public async Task Without_a_valid_ticket_no_form_is_shown(string? ticket)
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
