using System.Net;
using Tollgate.Functions.Tables;
using Tollgate.TestKit.Http;
using Tollgate.TestKit.Rows;

namespace Tollgate.Functions.Tests.Rows;

/// <summary>Applications that users requested from an earlier version.</summary>
public sealed class StoredApplicationTests(StoredHosts hosts) : IClassFixture<StoredHosts>
{
    public static TheoryData<string> Folders => StoredHosts.Folders;

    [Theory]
    [MemberData(nameof(Folders))]
    public async Task A_pending_request_is_approved_and_its_applicant_collects_the_credentials(string folder)
    {
        var host = await hosts.GetAsync(folder);
        var ticket = host.Clear.Token("application-pending");
        using var olivia = host.Browser("olivia");
        var page = await olivia.GetAsync("/apps?request=" + ticket.ClientId);
        Assert.Contains("application-pending", page.Body, StringComparison.Ordinal);

        var approved = await olivia.FollowAsync(await olivia.SubmitAsync(page, ("action", "approve")));

        Assert.Equal(HttpStatusCode.OK, approved.Status);
        await AssertFetchedAsync(host, ticket);
    }

    [Theory]
    [MemberData(nameof(Folders))]
    public async Task The_applicant_of_an_approved_request_collects_the_credentials(string folder)
    {
        var host = await hosts.GetAsync(folder);

        await AssertFetchedAsync(host, host.Clear.Token("application-approved"));
    }

    [Theory]
    [MemberData(nameof(Folders))]
    public async Task A_declined_request_shows_the_reason_and_a_collected_request_shows_no_secret(string folder)
    {
        var host = await hosts.GetAsync(folder);
        using var browser = host.Browser();

        var declined = await browser.GetAsync("/apps/request?ticket=" + host.Clear.Token("application-declined").Text);
        var collected = await browser.GetAsync("/apps/request?ticket=" + host.Clear.Token("application-collected").Text);

        Assert.Contains("There is one already.", declined.Body, StringComparison.Ordinal);
        Assert.Contains(host.Clear.Token("application-collected").ClientId!, collected.Body, StringComparison.Ordinal);
        Assert.DoesNotContain(">client_secret</p>", collected.Body, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Folders))]
    public async Task The_operator_sees_all_applications_and_their_recent_changes(string folder)
    {
        var host = await hosts.GetAsync(folder);
        using var olivia = host.Browser("olivia");

        var list = await olivia.GetAsync("/apps");

        var clients = host.Rows.Tables[TableNames.Clients].Select(row => row.Entity).Where(row => row.RowKey == "client");
        foreach (var key in clients.Select(row => row.PartitionKey.Split('|')).Where(key => key[0] == "default"))
            Assert.Contains($"client_id={key[1]}\"", list.Body, StringComparison.Ordinal);
        Assert.Contains("Made by mistake", list.Body, StringComparison.Ordinal);
    }

    private static async Task AssertFetchedAsync(StoredHost host, ClearToken ticket)
    {
        using var applicant = host.Browser();
        var page = await applicant.GetAsync("/apps/request?ticket=" + ticket.Text);
        var shown = await applicant.SubmitAsync(page, ("action", "collect"));
        await host.Client.TokensAsync("grant_type=client_credentials", $"{ticket.ClientId}:{shown.ClientSecret}");
    }
}
