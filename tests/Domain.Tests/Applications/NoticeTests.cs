using Tollgate.Domain.Applications;
using Tollgate.Domain.Audit;
using Tollgate.Domain.Handles;
using Tollgate.Domain.Messages;
using Tollgate.Domain.Sealing;
using Tollgate.TestKit;

namespace Tollgate.Domain.Tests.Applications;

/// <summary>The message that the page shows after a change, and what a reload of that page does.</summary>
public sealed class NoticeTests
{
    private readonly Desk _desk = new();

    [Theory]
    [InlineData("edit", Changes.Edited)]
    [InlineData("disable", Changes.Disabled)]
    [InlineData("enable", Changes.Enabled)]
    [InlineData("end_old", Changes.SecretsEnded)]
    [InlineData("rotate", Changes.SecretRotated)]
    public async Task A_change_leads_to_a_page_that_says_it_once_and_a_reload_changes_nothing(string action, string change)
    {
        var page = await _desk.CreateAsync();
        var redirect = Assert.IsType<RedirectResult>(await _desk.SendAsync(page, action, Desk.Service()));
        var query = redirect.Location.Split('?')[1];

        var after = Desk.Page<ApplicationPage>(await _desk.OpenAsync(query));
        var reloaded = Desk.Page<ApplicationPage>(await _desk.OpenAsync(query));

        Assert.Equal((change, false), (after.Done, after.IsOvertaken));
        Assert.Equal((null, false), (reloaded.Done, reloaded.IsOvertaken));
        Assert.Equal([Changes.Created, change], reloaded.History.Select(record => record.Change));
    }

    [Fact]
    public async Task A_new_secret_is_shown_once_and_a_reload_says_so()
    {
        var redirect = Assert.IsType<RedirectResult>(await _desk.SendAsync(await _desk.CreateAsync(), "rotate"));
        var cookie = Assert.Single(redirect.Cookies, cookie => cookie.Kind == CookieKind.Notice);

        var shown = await _desk.OpenAsync(redirect.Location.Split('?')[1]);
        var reloaded = Desk.Page<ApplicationPage>(await _desk.OpenAsync(redirect.Location.Split('?')[1]));

        var secret = Desk.Page<ApplicationPage>(shown).Secret!;
        Assert.True(Desk.Page<ApplicationPage>(shown).Client!.Secrets[^1].Matches(Handle.HashOf(secret), _desk.Server.Time.GetUtcNow()));
        Assert.Equal(new CookieChange(CookieKind.Notice, null), Assert.Single(shown.Cookies));
        Assert.DoesNotContain(secret, redirect.Location + cookie.Value, StringComparison.Ordinal);
        Assert.Equal((null, true), (reloaded.Secret, reloaded.HasShownSecret));
    }

    [Fact]
    public async Task A_new_secret_is_for_the_session_that_made_it_and_for_two_minutes()
    {
        var redirect = Assert.IsType<RedirectResult>(await _desk.SendAsync(await _desk.CreateAsync(), "rotate"));
        var (query, cookie) = (redirect.Location.Split('?')[1], _desk.Server.NoticeCookie);
        var session = _desk.Server.SessionCookie;

        _desk.Server.BeginSession();
        Assert.Null(Desk.Page<ApplicationPage>(await _desk.OpenAsync(query)).Secret);
        (_desk.Server.SessionCookie, _desk.Server.NoticeCookie) = (session, cookie);
        _desk.Server.Time.Advance(Notices.Lifetime);
        Assert.Null(Desk.Page<ApplicationPage>(await _desk.OpenAsync(query)).Secret);
    }

    [Fact]
    public async Task A_notice_waits_for_the_page_of_its_application()
    {
        var other = await _desk.CreateAsync();
        var redirect = Assert.IsType<RedirectResult>(await _desk.SendAsync(await _desk.CreateAsync(), "rotate"));

        Assert.Null(Desk.Page<ApplicationsPage>(await _desk.OpenAsync()).Done);
        Assert.Null(Desk.Page<ApplicationPage>(await _desk.OpenAsync("client_id=" + other.Client!.ClientId)).Secret);
        Assert.NotNull(Desk.Page<ApplicationPage>(await _desk.OpenAsync(redirect.Location.Split('?')[1])).Secret);
    }

    [Fact]
    public async Task The_list_says_that_a_request_was_declined()
    {
        var page = Desk.Page<ApplicationPage>(await _desk.OpenAsync("request=" + (await _desk.AskAsync()).Split('.')[0]));

        Assert.Equal(Changes.Declined, Desk.Page<ApplicationsPage>(await _desk.ActAsync(page, "decline")).Done);
        Assert.Null(Desk.Page<ApplicationsPage>(await _desk.OpenAsync()).Done);
    }

    [Fact]
    public async Task A_removal_without_its_tick_says_that_nothing_was_removed()
    {
        var page = Desk.Page<ApplicationPage>(await _desk.ActAsync(await _desk.CreateAsync(), "remove"));

        var problem = Assert.Single(page.Problems);
        Assert.Equal((OperatorActions.Confirm, "confirm_missing"), (problem.Field, problem.Problem.Key));
        Assert.NotNull(await _desk.ClientAsync(page.Client!.ClientId));
    }

    [Fact]
    public async Task A_form_of_an_earlier_session_says_that_nothing_was_changed()
    {
        var page = await _desk.CreateAsync();
        _desk.Server.BeginSession();

        var stale = Desk.Page<ApplicationPage>(await _desk.ActAsync(page, "disable"));

        Assert.True(stale.IsStale);
        Assert.False(stale.Client!.IsDisabled);
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("requested~YQ")]
    [InlineData("edited~")]
    [InlineData("nonsense~YQ")]
    [InlineData("edited~***")]
    [InlineData("edited~ISEh")]
    [InlineData("edited~YQ.***")]
    [InlineData("edited~YQ.AAAA.AAAA")]
    public async Task A_made_up_cookie_shows_no_notice(string cookie)
    {
        var page = await _desk.CreateAsync();
        _desk.Server.NoticeCookie = cookie;

        var shown = Desk.Page<ApplicationPage>(await _desk.OpenAsync("client_id=" + page.Client!.ClientId));

        Assert.Equal((null, null), (shown.Done, shown.Secret));
    }

    [Fact]
    public async Task A_failing_sealer_stops_a_rotation_and_does_not_stop_disabling()
    {
        var roots = new MemorySealingRoots();
        var desk = new Desk(new FlowServer(additions: new Additions { Sealer = new Sealer(roots, new Randomness()) }));
        var page = await desk.CreateAsync();
        roots.Fault = new InvalidOperationException("The vault does not answer.");

        await Assert.ThrowsAsync<InvalidOperationException>(async () => await desk.ActAsync(page, "rotate"));

        Assert.Single((await desk.ClientAsync(page.Client!.ClientId)).Secrets);
        Assert.True(Desk.Page<ApplicationPage>(await desk.ActAsync(page, "disable")).Client!.IsDisabled);
    }
}
