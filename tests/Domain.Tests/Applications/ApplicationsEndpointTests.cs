using Tollgate.Domain.Applications;
using Tollgate.Domain.Audit;
using Tollgate.Domain.Handles;
using Tollgate.Domain.Messages;
using Tollgate.Domain.Protocol;
using Tollgate.Domain.SignIn;

namespace Tollgate.Domain.Tests.Applications;

public sealed partial class ApplicationsEndpointTests
{
    private readonly Desk _desk = new();

    [Fact]
    public async Task A_user_without_a_session_signs_in_and_comes_back()
    {
        var page = Desk.Page<SignInPage>(await _desk.Server.Server.Applications.HandleAsync(_desk.Server.Request("client_id=web"), default));
        Assert.Equal(SignInProblem.None, page.Problem);

        _desk.Server.BrowserCookie = new string('b', 43);
        page = Desk.Page<SignInPage>(await _desk.Server.Server.Applications.HandleAsync(_desk.Server.Request("client_id=web"), default));
        var back = Assert.IsType<RedirectResult>(await _desk.Server.SignInAsync(page));
        Assert.Equal("/apps?client_id=web", back.Location);
        Assert.IsType<NotFoundResult>(await _desk.OpenAsync("client_id=unknown"));
        Desk.Page<ApplicationsPage>(await _desk.OpenAsync());
    }

    [Fact]
    public async Task A_user_who_is_no_operator_is_told_so()
    {
        _desk.Server.Stores.AddUser("bob", "password", "subject-of-bob");
        _desk.Server.BeginSession("bob", "subject-of-bob");

        Assert.Equal(SignInProblem.NotOperator, Desk.Page<SignInPage>(await _desk.OpenAsync()).Problem);
    }

    [Fact]
    public async Task An_old_session_is_not_enough()
    {
        Desk.Page<ApplicationsPage>(await _desk.OpenAsync());
        _desk.Server.Time.Advance(OperatorReader.Recent + TimeSpan.FromSeconds(1));

        Desk.Page<SignInPage>(await _desk.OpenAsync());
    }

    [Fact]
    public async Task A_created_application_has_a_secret_that_is_shown_once()
    {
        var page = await _desk.CreateAsync();

        Assert.Equal(Changes.Created, page.Done);
        Assert.NotNull(page.Secret);
        Assert.Equal("Nightly report", page.Client!.ClientName);
        var again = Desk.Page<ApplicationPage>(await _desk.OpenAsync("client_id=" + page.Client.ClientId));
        Assert.Null(again.Secret);
        Assert.Equal("alice", Assert.Single(again.History).Who);
    }

    [Fact]
    public async Task Rotating_keeps_two_valid_secrets_for_the_change_over()
    {
        var created = await _desk.CreateAsync();
        var rotated = Desk.Page<ApplicationPage>(await _desk.ActAsync(created, "rotate", ("keep_old_hours", "2")));

        var now = _desk.Server.Time.GetUtcNow();
        Assert.NotEqual(created.Secret, rotated.Secret);
        Assert.Equal(2, rotated.Client!.LiveSecrets(now).Count());
        Assert.Single(rotated.Client.LiveSecrets(now.AddHours(3)));
        var ended = Desk.Page<ApplicationPage>(await _desk.ActAsync(rotated, "end_old"));
        Assert.True(Assert.Single(ended.Client!.Secrets).Matches(Handle.HashOf(rotated.Secret!), now));
    }

    [Theory]
    [InlineData("-5", 0)]
    [InlineData("999999", 720)]
    [InlineData("soon", 24)]
    [InlineData(null, 24)]
    public async Task Old_secrets_stay_valid_for_at_most_720_hours(string? asked, int hours)
    {
        var rotated = Desk.Page<ApplicationPage>(await _desk.ActAsync(await _desk.CreateAsync(), "rotate", ("keep_old_hours", asked)));

        var now = _desk.Server.Time.GetUtcNow();
        Assert.Equal(hours == 0 ? 1 : 2, rotated.Client!.LiveSecrets(now.AddHours(hours).AddSeconds(-1)).Count());
        Assert.Single(rotated.Client.LiveSecrets(now.AddHours(hours)));
    }

    [Fact]
    public async Task Disable_enable_edit_and_remove_are_recorded()
    {
        var page = await _desk.CreateAsync();
        page = Desk.Page<ApplicationPage>(await _desk.ActAsync(page, "disable"));
        Assert.True(page.Client!.IsDisabled);
        page = Desk.Page<ApplicationPage>(await _desk.ActAsync(page, "enable"));
        page = Desk.Page<ApplicationPage>(await _desk.ActAsync(page, "edit", Desk.Service((ApplicationForm.Name, "Weekly report"))));
        Assert.Equal("Weekly report", page.Client!.ClientName);
        Assert.Single(page.Client.Secrets);
        Desk.Page<ApplicationPage>(await _desk.ActAsync(page, "remove"));
        Assert.Equal(Changes.Removed, Desk.Page<ApplicationsPage>(await _desk.ActAsync(page, "remove", ("confirm", "on"))).Done);

        Assert.IsType<NotFoundResult>(await _desk.OpenAsync("client_id=" + page.Client.ClientId));
        Assert.Equal(
            [Changes.Created, Changes.Disabled, Changes.Enabled, Changes.Edited, Changes.Removed],
            (await _desk.HistoryAsync(page.Client.ClientId)).Select(record => record.Change));
        Assert.Contains(Desk.Page<ApplicationsPage>(await _desk.OpenAsync()).Recent, record => record.Change == Changes.Removed);
    }

    [Theory]
    [InlineData("edit")]
    [InlineData("rotate")]
    [InlineData("disable")]
    [InlineData("remove")]
    public async Task Of_two_operators_at_once_the_second_sees_the_newest_state_and_changes_nothing(string action)
    {
        var page = await _desk.CreateAsync();
        await _desk.ActAsync(page, "edit", Desk.Service((ApplicationForm.Name, "The first")));

        var overtaken =
            Desk.Page<ApplicationPage>(await _desk.ActAsync(page, action, [.. Desk.Service((ApplicationForm.Name, "The second")), ("confirm", "on")]));

        Assert.True(overtaken.IsOvertaken);
        Assert.Null(overtaken.Secret);
        Assert.Equal("The first", (await _desk.ClientAsync(page.Client!.ClientId)).ClientName);
    }

    [Fact]
    public async Task A_change_between_the_read_and_the_write_wins()
    {
        var page = await _desk.CreateAsync();
        _desk.Applications.BeforeNextChange = async () => await _desk.ActAsync(page, "disable");

        var overtaken = Desk.Page<ApplicationPage>(await _desk.ActAsync(page, "rotate"));

        Assert.True(overtaken.IsOvertaken);
        Assert.Null(overtaken.Secret);
        Assert.Single((await _desk.ClientAsync(page.Client!.ClientId)).Secrets);
    }

    [Fact]
    public async Task A_request_is_approved_once()
    {
        var ticket = await _desk.AskAsync();
        var page = Desk.Page<ApplicationPage>(await _desk.OpenAsync("request=" + ticket.Split('.')[0]));
        await _desk.ActAsync(page, "approve", Desk.Fields(page.Form));

        var second = Desk.Page<ApplicationPage>(await _desk.ActAsync(page, "decline"));

        Assert.True(second.IsOvertaken);
        Assert.Equal(ApplicationRequestState.Approved, (await _desk.StatusAsync(ticket)).Request.State);
        Assert.Empty(Desk.Page<ApplicationsPage>(await _desk.OpenAsync()).Requests);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("wrong")]
    public async Task A_form_without_its_token_changes_nothing(string? token)
    {
        var page = await _desk.CreateAsync();

        await _desk.Server.Server.Applications.HandleAsync(
            _desk.Server.Form(("form_token", token), ("action", "disable"), ("client_id", page.Client!.ClientId), ("version", page.Client.Version)), default);

        Assert.False((await _desk.ClientAsync(page.Client.ClientId)).IsDisabled);
    }

    [Fact]
    public async Task A_form_of_another_session_changes_nothing()
    {
        var page = await _desk.CreateAsync();
        _desk.Server.BeginSession();

        await _desk.ActAsync(page, "disable");

        Assert.False((await _desk.ClientAsync(page.Client!.ClientId)).IsDisabled);
    }

    [Fact]
    public async Task An_invalid_form_is_shown_again_with_its_problems()
    {
        var page = Desk.Page<ApplicationPage>(await _desk.ActAsync(
            Desk.Page<ApplicationPage>(await _desk.OpenAsync("new=1")), "create", Desk.Service((ApplicationForm.RedirectUris, "http://app.example"))));

        Assert.Equal("redirect_http", Assert.Single(page.Problems).Problem.Key);
        Assert.Equal(["http://app.example"], page.Form.RedirectUris);
        Assert.Empty(Desk.Page<ApplicationsPage>(await _desk.OpenAsync()).Clients);
    }

    [Fact]
    public async Task A_public_client_has_no_secret_to_rotate()
    {
        var page = await _desk.CreateAsync(
            (ApplicationForm.ClientType, "public"),
            (ApplicationForm.GrantField(GrantTypes.ClientCredentials), null),
            (ApplicationForm.GrantField(GrantTypes.DeviceCode), "on"));

        Assert.Null(page.Secret);
        Assert.Null(Desk.Page<ApplicationPage>(await _desk.ActAsync(page, "rotate")).Secret);
        Assert.Empty((await _desk.ClientAsync(page.Client!.ClientId)).Secrets);
    }

    /// <summary>Sends the requests four minutes apart, because one network may send only a limited number.</summary>
    private async Task AskOftenAsync(int times)
    {
        for (var i = 0; i < times; i++)
        {
            _desk.Server.Time.Advance(TimeSpan.FromMinutes(4));
            await _desk.AskAsync();
        }
    }

    private async Task<int> CountRequestsAsync() =>
        await _desk.Applications.ListRequestsAsync(_desk.Workspace, default).CountAsync(TestContext.Current.CancellationToken);
}
