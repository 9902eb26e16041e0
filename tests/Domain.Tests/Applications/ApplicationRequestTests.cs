using Tollgate.Domain.Applications;
using Tollgate.Domain.Audit;
using Tollgate.Domain.Handles;
using Tollgate.Domain.Messages;
using Tollgate.Domain.Protocol;

namespace Tollgate.Domain.Tests.Applications;

public sealed class ApplicationRequestTests
{
    private readonly Desk _desk = new();

    [Fact]
    public async Task An_approved_request_leads_from_the_form_to_a_token()
    {
        var ticket = await _desk.AskAsync();
        Assert.Equal(ApplicationRequestState.Pending, (await _desk.StatusAsync(ticket)).Request.State);

        await _desk.ApproveAsync(ticket);
        var approved = await _desk.StatusAsync(ticket);
        Assert.Equal(ApplicationRequestState.Approved, approved.Request.State);
        var collected = await _desk.CollectAsync(approved);

        var client = await _desk.ClientAsync(collected.Request.ClientId);
        Assert.Equal(collected.Secret, collected.Example!.Secret);
        Assert.True(Assert.Single(client.Secrets).Matches(Handle.HashOf(collected.Secret!), _desk.Server.Time.GetUtcNow()));
        Assert.Equal(("Nightly report", "notes.read notes.write", Desk.Notes), (client.ClientName, client.Scope.Text, client.Audience));
        Assert.Equal([GrantTypes.ClientCredentials], client.GrantTypes);
        Assert.Equal(
            [(Changes.Requested, AuditRecord.Applicant), (Changes.Approved, "alice"), (Changes.Collected, AuditRecord.Applicant)],
            (await _desk.HistoryAsync(client.ClientId)).Select(record => (record.Change, record.Who)));
    }

    [Fact]
    public async Task The_secret_is_shown_once()
    {
        var ticket = await _desk.AskAsync();
        await _desk.ApproveAsync(ticket);
        var approved = await _desk.StatusAsync(ticket);

        var shown = (await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => _desk.CollectAsync(approved)))).Where(page => page.Secret is not null);

        Assert.Single(shown);
        Assert.Null((await _desk.CollectAsync(approved)).Secret);
        Assert.Single((await _desk.ClientAsync(approved.Request.ClientId)).Secrets);
    }

    [Fact]
    public async Task Nothing_is_collected_before_the_approval_or_by_a_form_of_another_browser()
    {
        var ticket = await _desk.AskAsync();
        Assert.Null((await _desk.CollectAsync(await _desk.StatusAsync(ticket))).Secret);
        await _desk.ApproveAsync(ticket);
        var page = await _desk.StatusAsync(ticket);

        _desk.Server.BrowserCookie = new string('x', 43);
        Assert.Null((await _desk.CollectAsync(page)).Secret);
        Assert.Equal(ApplicationRequestState.Approved, (await _desk.StatusAsync(ticket)).Request.State);
    }

    [Fact]
    public async Task A_form_that_is_sent_many_times_makes_one_request()
    {
        var form = await _desk.FormAsync();
        var fields = Desk.Service().Append(("form_token", form.FormToken)).ToList();

        var tickets = await Task.WhenAll(Enumerable.Range(0, 20).Select(async _ => Desk.TicketOf(await _desk.SendAsync(fields))));

        Assert.Single(tickets.Distinct());
        Assert.Single(await _desk.Applications.ListRequestsAsync(_desk.Workspace, default).ToListAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_form_of_another_browser_is_shown_again_with_its_entries()
    {
        var form = await _desk.FormAsync();
        _desk.Server.BrowserCookie = new string('x', 43);

        var again = Desk.Page<ApplicationRequestPage>(await _desk.SendAsync([.. Desk.Service(), ("form_token", form.FormToken)]));

        Assert.True(again.IsStale);
        Assert.Equal("Nightly report", again.Form.Name);
    }

    [Fact]
    public async Task The_limit_of_one_network_does_not_stop_another_network()
    {
        for (var i = 0; i < ApplicationThrottle.PerNetwork; i++)
            await _desk.AskAsync();

        var form = await _desk.FormAsync();
        var refused = Desk.Page<ApplicationRequestPage>(await _desk.SendAsync([.. Desk.Service(), ("form_token", form.FormToken)]));
        Assert.True(refused.Wait > TimeSpan.Zero);

        var elsewhere = _desk.Server.Form([.. Desk.Service(), ("form_token", form.FormToken)]) with { RemoteNetwork = "198.51.100.7" };
        Assert.IsType<RedirectResult>(await _desk.Server.Server.ApplicationRequest.HandleAsync(elsewhere, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_form_that_is_sent_again_past_the_limit_finds_its_first_request()
    {
        var form = await _desk.FormAsync();
        (string, string?)[] fields = [.. Desk.Service(), ("form_token", form.FormToken)];
        var ticket = Desk.TicketOf(await _desk.SendAsync(fields));
        for (var i = 1; i < ApplicationThrottle.PerNetwork; i++)
            await _desk.AskAsync();

        Assert.Equal(ticket, Desk.TicketOf(await _desk.SendAsync(fields)));
    }

    [Fact]
    public async Task A_workspace_takes_a_limited_number_of_requests_a_day_and_more_on_the_next_day()
    {
        for (var i = 0; i < ApplicationThrottle.PerWorkspaceAndDay; i++)
        {
            if (i % ApplicationThrottle.PerWorkspace == 0)
                _desk.Server.Time.Advance(TimeSpan.FromMinutes(15));
            Assert.IsType<RedirectResult>(await AskFromAsync($"198.51.100.{i}"));
        }

        _desk.Server.Time.Advance(TimeSpan.FromHours(1));
        var refused = Desk.Page<ApplicationRequestPage>(await AskFromAsync("203.0.113.1"));
        Assert.Equal(new DateTimeOffset(2026, 1, 3, 0, 0, 0, TimeSpan.Zero) - _desk.Server.Time.GetUtcNow(), refused.Wait);
        _desk.Server.Time.Advance(refused.Wait);
        Assert.IsType<RedirectResult>(await AskFromAsync("203.0.113.1"));
    }

    [Fact]
    public async Task An_undecided_request_is_over_after_thirty_days_and_is_removed()
    {
        var ticket = await _desk.AskAsync();
        _desk.Server.Time.Advance(ApplicationRequest.Patience - TimeSpan.FromTicks(1));
        Assert.Equal(ApplicationRequestState.Pending, (await _desk.StatusAsync(ticket)).Request.State);

        _desk.Server.Time.Advance(TimeSpan.FromTicks(1));

        Desk.Page<ApplicationOverPage>(await _desk.VisitAsync("ticket=" + ticket));
        Assert.Empty(await RequestsAsync());
        Assert.Empty(await _desk.HistoryAsync(ticket.Split('.')[0]));
        Desk.Page<ApplicationOverPage>(await _desk.VisitAsync("ticket=" + ticket));
    }

    [Fact]
    public async Task A_decided_request_stays()
    {
        var (approved, declined) = (await _desk.AskAsync(), await _desk.AskAsync());
        await _desk.ApproveAsync(approved);
        await _desk.ActAsync(Desk.Page<ApplicationPage>(await _desk.OpenAsync("request=" + declined.Split('.')[0])), "decline");

        _desk.Server.Time.Advance(ApplicationRequest.Patience * 2);

        Assert.Equal(ApplicationRequestState.Approved, (await _desk.StatusAsync(approved)).Request.State);
        Assert.Equal(ApplicationRequestState.Declined, (await _desk.StatusAsync(declined)).Request.State);
    }

    [Fact]
    public async Task A_ticket_fetches_the_secret_for_fourteen_days_after_the_approval()
    {
        var (late, punctual) = (await _desk.AskAsync(), await _desk.AskAsync());
        await _desk.ApproveAsync(late);
        await _desk.ApproveAsync(punctual);
        var form = await _desk.StatusAsync(late);
        _desk.Server.Time.Advance(ApplicationRequest.CollectTime - TimeSpan.FromTicks(1));
        Assert.NotNull((await _desk.CollectAsync(await _desk.StatusAsync(punctual))).Secret);

        _desk.Server.Time.Advance(TimeSpan.FromTicks(1));

        var ended = await _desk.CollectAsync(form);
        Assert.Equal((null, true), (ended.Secret, ended.HasEnded));
        Assert.Empty((await _desk.ClientAsync(late.Split('.')[0])).Secrets);
        Assert.True((await _desk.StatusAsync(late)).HasEnded);
    }

    [Theory]
    [InlineData("rotate")]
    [InlineData("rotate", "end_old")]
    public async Task A_new_secret_of_an_operator_ends_the_ticket(params string[] actions)
    {
        var ticket = await _desk.AskAsync();
        var page = await _desk.ApproveAsync(ticket);
        var form = await _desk.StatusAsync(ticket);
        foreach (var action in actions)
            page = Desk.Page<ApplicationPage>(await _desk.ActAsync(page, action));

        var collected = await _desk.CollectAsync(form);

        Assert.Equal((null, true), (collected.Secret, collected.HasEnded));
        Assert.Single((await _desk.ClientAsync(ticket.Split('.')[0])).Secrets);
    }

    [Theory]
    [InlineData("")]
    [InlineData("abc")]
    [InlineData("abc.def")]
    [InlineData("../../etc.passwd")]
    public async Task A_made_up_ticket_opens_nothing(string ticket)
    {
        await _desk.AskAsync();

        if (ticket.Length == 0)
            Desk.Page<ApplicationRequestPage>(await _desk.VisitAsync("ticket="));
        else
            Desk.Page<ApplicationOverPage>(await _desk.VisitAsync("ticket=" + ticket));
    }

    [Fact]
    public async Task The_id_of_a_request_is_not_its_ticket()
    {
        var ticket = await _desk.AskAsync();
        Desk.Page<ApplicationOverPage>(await _desk.VisitAsync($"ticket={ticket.Split('.')[0]}.{new string('A', 43)}"));
    }

    [Fact]
    public async Task A_workspace_may_take_no_requests()
    {
        _desk.Server.Workspace = _desk.Workspace with { TakesApplicationRequests = false };
        Assert.IsType<NotFoundResult>(await _desk.VisitAsync(""));
        Assert.IsType<NotFoundResult>(await _desk.SendAsync(Desk.Service()));
    }

    [Fact]
    public async Task A_declined_applicant_sees_the_reason()
    {
        var ticket = await _desk.AskAsync();
        var page = Desk.Page<ApplicationPage>(await _desk.OpenAsync("request=" + ticket.Split('.')[0]));
        await _desk.ActAsync(page, "decline", ("answer", "Use the one of your team"));

        var status = await _desk.StatusAsync(ticket);
        Assert.Equal((ApplicationRequestState.Declined, "Use the one of your team"), (status.Request.State, status.Request.Answer));
        Assert.Null(status.Example);
    }

    private async Task<EndpointResult> AskFromAsync(string network)
    {
        var form = await _desk.FormAsync();
        var request = _desk.Server.Form([.. Desk.Service(), ("form_token", form.FormToken)]) with { RemoteNetwork = network };
        return await _desk.Server.Server.ApplicationRequest.HandleAsync(request, TestContext.Current.CancellationToken);
    }

    private async Task<List<ApplicationRequest>> RequestsAsync() =>
        await _desk.Applications.ListRequestsAsync(_desk.Workspace, default).ToListAsync(TestContext.Current.CancellationToken);
}
