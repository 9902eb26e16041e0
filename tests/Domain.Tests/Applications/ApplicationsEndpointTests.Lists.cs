using Tollgate.Domain.Applications;
using Tollgate.Domain.Clients;
using Tollgate.Domain.Messages;

namespace Tollgate.Domain.Tests.Applications;

/// <summary>The entries that the lists show, and the entries that they leave out.</summary>
public sealed partial class ApplicationsEndpointTests
{
    [Fact]
    public async Task A_request_that_is_over_is_neither_listed_nor_shown_nor_decided()
    {
        var id = (await _desk.AskAsync()).Split('.')[0];
        _desk.Server.Time.Advance(ApplicationRequest.Patience - TimeSpan.FromMinutes(1));
        var form = Desk.Page<ApplicationPage>(await _desk.OpenAsync("request=" + id));
        _desk.Server.Time.Advance(TimeSpan.FromMinutes(1));

        Assert.IsType<NotFoundResult>(await _desk.ActAsync(form, "approve", Desk.Fields(form.Form)));

        Assert.Null(await _desk.Applications.FindClientAsync(_desk.Workspace, id, TestContext.Current.CancellationToken));
        Assert.Empty(await _desk.HistoryAsync(id));
        Assert.IsType<NotFoundResult>(await _desk.OpenAsync("request=" + id));
        Assert.Empty(Desk.Page<ApplicationsPage>(await _desk.OpenAsync()).Requests);
    }

    [Fact]
    public async Task A_list_forgets_twenty_requests_that_are_over()
    {
        await AskOftenAsync(25);
        _desk.Server.Time.Advance(ApplicationRequest.Patience);
        await _desk.AskAsync();

        Assert.Single(Desk.Page<ApplicationsPage>(await _desk.OpenAsync()).Requests);
        Assert.Equal(6, await CountRequestsAsync());
        await _desk.OpenAsync();
        Assert.Equal(1, await CountRequestsAsync());
    }

    [Fact]
    public async Task A_page_shows_fifty_requests_with_the_oldest_first()
    {
        await AskOftenAsync(50);
        Assert.Null(Desk.Page<ApplicationsPage>(await _desk.OpenAsync()).NextRequests);
        _desk.Server.Time.Advance(TimeSpan.FromMinutes(1));
        await _desk.AskAsync();

        var page = Desk.Page<ApplicationsPage>(await _desk.OpenAsync());
        var next = Desk.Page<ApplicationsPage>(await _desk.OpenAsync("requests=" + page.NextRequests));

        Assert.Equal((50, 1), (page.Requests.Count, next.Requests.Count));
        Assert.Null(next.NextRequests);
        Assert.Empty(page.Requests.Select(request => request.ClientId).Intersect(next.Requests.Select(request => request.ClientId)));
        Assert.Equal(page.Requests.OrderBy(request => request.CreatedAt), page.Requests);
    }

    [Fact]
    public async Task A_page_shows_fifty_applications_or_fifty_records_of_one_application()
    {
        for (var number = 0; number < 60; number++)
            await _desk.Applications.TryChangeAsync(
                _desk.Workspace, ApplicationChange.Create(new Client($"client-{number:D2}"), "alice", _desk.Server.Time.GetUtcNow()), default);
        for (var number = 0; number < 60; number++)
        {
            _desk.Server.Time.Advance(TimeSpan.FromSeconds(1));
            await _desk.Applications.TryChangeAsync(
                _desk.Workspace, ApplicationChange.Edit(await _desk.ClientAsync("client-00"), $"{number}", _desk.Server.Time.GetUtcNow()), default);
        }

        var page = Desk.Page<ApplicationsPage>(await _desk.OpenAsync());
        var next = Desk.Page<ApplicationsPage>(await _desk.OpenAsync("clients=" + page.NextClients));
        var one = Desk.Page<ApplicationPage>(await _desk.OpenAsync("client_id=client-00"));
        var older = Desk.Page<ApplicationPage>(await _desk.OpenAsync($"client_id=client-00&before={one.OlderHistory}"));

        Assert.Equal((50, 10, 50), (page.Clients.Count, next.Clients.Count, page.Recent.Count));
        Assert.Equal((50, "59"), (one.History.Count, one.History[^1].Who));
        Assert.Equal((11, "9", null), (older.History.Count, older.History[^1].Who, older.OlderHistory));
        // A parameter that is not an id or not a time shows the list from the beginning.
        Assert.Equal(page.Clients, Desk.Page<ApplicationsPage>(await _desk.OpenAsync("clients=a%2Fb&requests=%7C")).Clients);
        Assert.Equal("59", Desk.Page<ApplicationPage>(await _desk.OpenAsync("client_id=client-00&before=99999999999999999999")).History[^1].Who);
        Assert.Equal("59", Desk.Page<ApplicationPage>(await _desk.OpenAsync("client_id=client-00&before=9223372036854775807")).History[^1].Who);
    }

    [Fact]
    public async Task A_flood_of_registrations_hides_no_later_change()
    {
        for (var number = 0; number < 1200; number++)
            await _desk.Applications.TryChangeAsync(
                _desk.Workspace, ApplicationChange.Register(new Client($"client-{number:D4}"), _desk.Server.Time.GetUtcNow()), default);
        _desk.Server.Time.Advance(TimeSpan.FromHours(1));
        await _desk.Applications.TryChangeAsync(
            _desk.Workspace, ApplicationChange.Edit(await _desk.ClientAsync("client-1111"), "alice", _desk.Server.Time.GetUtcNow()), default);

        var page = Desk.Page<ApplicationsPage>(await _desk.OpenAsync());

        Assert.Equal("alice", page.Recent[0].Who);
        Assert.True(page.HasMoreChanges);
    }
}
