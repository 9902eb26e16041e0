using Azure.Data.Tables;
using Tollgate.Domain.Applications;
using Tollgate.Domain.Audit;
using Tollgate.Domain.Clients;
using Tollgate.Domain.Handles;
using Tollgate.Domain.Protocol;
using Tollgate.Domain.Workspaces;
using Tollgate.EmbeddedTables;
using Tollgate.Functions.Tables;
using Tollgate.TestKit;

namespace Tollgate.Functions.Tests.Tables;

/// <summary>Tests the table of applications on every table engine: a change is applied completely and once, or not at all.</summary>
public abstract class ApplicationTableContract
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private readonly Workspace _here = new($"w{Guid.NewGuid():n}"[..20], new Uri("https://auth.example/w"));

    protected abstract TableServiceClient Open();

    [Fact]
    public async Task A_request_comes_back_as_it_was_stored()
    {
        var table = await TableAsync();
        var request = Sample("one");
        Assert.True(await table.TryChangeAsync(_here, ApplicationChange.Ask(request), default));

        var read = await table.FindRequestAsync(_here, "one", default);

        Assert.NotNull(read);
        Assert.Equivalent(request with { Version = read.Version }, read);
        Assert.Null(await table.FindClientAsync(_here, "one", default));
    }

    [Fact]
    public async Task Every_step_from_the_request_to_the_removal_leaves_a_record()
    {
        var table = await TableAsync();
        await table.TryChangeAsync(_here, ApplicationChange.Ask(Sample("life")), default);
        var request = (await table.FindRequestAsync(_here, "life", default))!;
        Assert.True(await table.TryChangeAsync(
            _here, ApplicationChange.Approve(request, new Client("life") { ClientName = "Life" }, "alice", Now.AddMinutes(1)), default));
        request = (await table.FindRequestAsync(_here, "life", default))!;
        var client = (await table.FindClientAsync(_here, "life", default))!;
        Assert.True(await table.TryChangeAsync(_here, ApplicationChange.Collect(request, client, "a secret", Now.AddMinutes(2)), default));
        client = (await table.FindClientAsync(_here, "life", default))!;
        Assert.True(Assert.Single(client.Secrets).Matches(Handle.HashOf("a secret"), Now));
        Assert.True(await table.TryChangeAsync(_here, ApplicationChange.Remove(client, "alice", Now.AddMinutes(3)), default));

        Assert.Null(await table.FindClientAsync(_here, "life", default));
        Assert.Equal(
            [Changes.Requested, Changes.Approved, Changes.Collected, Changes.Removed],
            await table.HistoryAsync(_here, "life", default).Select(record => record.Change).ToListAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Of_many_changes_to_the_same_version_one_succeeds_and_leaves_one_record()
    {
        var table = await TableAsync();
        await table.TryChangeAsync(_here, ApplicationChange.Create(new Client("race"), "alice", Now), default);
        var client = (await table.FindClientAsync(_here, "race", default))!;

        var won = await Task.WhenAll(Enumerable.Range(0, 20).Select(i =>
            table.TryChangeAsync(_here, ApplicationChange.Edit(client with { ClientName = $"{i}" }, $"operator {i}", Now.AddSeconds(1)), default)));

        Assert.Single(won, each => each);
        var record = Assert.Single(await HistoryAsync(table, "race"), record => record.Change == Changes.Edited);
        Assert.Equal($"operator {(await table.FindClientAsync(_here, "race", default))!.ClientName}", record.Who);
    }

    [Fact]
    public async Task A_change_of_two_rows_changes_neither_row_if_one_of_them_has_changed()
    {
        var table = await TableAsync();
        await table.TryChangeAsync(_here, ApplicationChange.Ask(Sample("both")), default);
        var request = (await table.FindRequestAsync(_here, "both", default))!;
        await table.TryChangeAsync(_here, ApplicationChange.Decline(request, "no", "bob", Now), default);

        Assert.False(await table.TryChangeAsync(_here, ApplicationChange.Approve(request, new Client("both"), "alice", Now), default));

        Assert.Null(await table.FindClientAsync(_here, "both", default));
        Assert.Equal(ApplicationRequestState.Declined, (await table.FindRequestAsync(_here, "both", default))!.State);
        Assert.Equal(2, (await HistoryAsync(table, "both")).Count);
    }

    [Fact]
    public async Task A_workspace_lists_only_its_own_rows_and_lists_clients_requests_and_records_separately()
    {
        var table = await TableAsync();
        var longer = new Workspace(_here.Name + "-2", _here.IssuerAddress);
        await table.TryChangeAsync(_here, ApplicationChange.Create(new Client("b"), "alice", Now), default);
        await table.TryChangeAsync(_here, ApplicationChange.Create(new Client("a"), "alice", Now.AddDays(-40)), default);
        await table.TryChangeAsync(_here, ApplicationChange.Ask(Sample("asked")), default);
        await table.TryChangeAsync(longer, ApplicationChange.Create(new Client("elsewhere"), "alice", Now), default);

        Assert.Equal(
            ["a", "b"], await table.ListClientsAsync(_here, default).Select(client => client.ClientId).ToListAsync(TestContext.Current.CancellationToken));
        Assert.Equal("asked", (await table.ListRequestsAsync(_here, default).SingleAsync(TestContext.Current.CancellationToken)).ClientId);
        Assert.Equal(
            ["asked", "b"],
            await table.RecentAsync(_here, Now.AddDays(-30), default).Select(record => record.Target).Order()
                .ToListAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_forgotten_request_leaves_no_row()
    {
        var table = await TableAsync();
        await table.TryChangeAsync(_here, ApplicationChange.Ask(Sample("gone")), default);
        await table.TryChangeAsync(_here, ApplicationChange.Ask(Sample("stays")), default);
        var request = (await table.FindRequestAsync(_here, "gone", default))!;

        await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => table.ForgetAsync(_here, request, default)));

        Assert.Equal("stays", (await table.ListRequestsAsync(_here, default).SingleAsync(TestContext.Current.CancellationToken)).ClientId);
        Assert.Empty(await HistoryAsync(table, "gone"));
        Assert.Single(await HistoryAsync(table, "stays"));
    }

    [Fact]
    public async Task A_request_that_is_already_decided_is_not_forgotten()
    {
        var table = await TableAsync();
        await table.TryChangeAsync(_here, ApplicationChange.Ask(Sample("late")), default);
        var request = (await table.FindRequestAsync(_here, "late", default))!;
        await table.TryChangeAsync(_here, ApplicationChange.Approve(request, new Client("late"), "alice", Now), default);

        await table.ForgetAsync(_here, request, default);

        Assert.Equal(ApplicationRequestState.Approved, (await table.FindRequestAsync(_here, "late", default))!.State);
        Assert.Equal(2, (await HistoryAsync(table, "late")).Count);
    }

    [Fact]
    public async Task Lists_are_read_a_page_at_a_time()
    {
        var table = await TableAsync();
        foreach (var id in new[] { "a", "ab", "b", "c", "d" })
            await table.TryChangeAsync(_here, ApplicationChange.Create(new Client(id), "alice", Now), default);
        foreach (var id in new[] { "p", "q", "r" })
            await table.TryChangeAsync(_here, ApplicationChange.Ask(Sample(id)), default);
        await table.TryChangeAsync(_here, ApplicationChange.Decline((await table.FindRequestAsync(_here, "q", default))!, null, "alice", Now), default);

        var (ids, after) = (new List<string>(), default(string));
        do
        {
            var slice = await table.SliceOfClientsAsync(_here, after, 2, default);
            ids.AddRange(slice.Items.Select(client => client.ClientId));
            after = slice.Next;
        }
        while (after is not null);
        var pending = await table.SliceOfPendingAsync(_here, null, 1, default);
        var rest = await table.SliceOfPendingAsync(_here, pending.Next, 1, default);

        Assert.Equal(["a", "ab", "b", "c", "d"], ids);
        Assert.Equal(("p", "p"), (Assert.Single(pending.Items).ClientId, pending.Next));
        Assert.Equal(("r", null), (Assert.Single(rest.Items).ClientId, rest.Next));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(60_000)]
    public async Task The_pages_of_records_begin_with_the_newest_and_lose_no_record(int milliseconds)
    {
        var table = await TableAsync();
        const int Records = 157;
        var at = Now;
        for (var number = 0; number < Records; number++, at = at.AddMilliseconds(number == 20 ? 86_400_000 * 30L : milliseconds))
            await table.TryChangeAsync(_here, new ApplicationChange(new AuditRecord(at, $"{number}", "busy", Changes.Edited)), default);

        var (seen, before) = (new List<int>(), at);
        for (var pages = 0; ; pages++)
        {
            Assert.True(pages < 20);
            var slice = await table.NewestOfAsync(_here, "busy", before, 10, default);
            Assert.InRange(slice.Items.Count, 1, 10);
            Assert.Equal(slice.Items.OrderBy(record => record.At), slice.Items);
            seen.InsertRange(0, slice.Items.Select(record => int.Parse(record.Who, System.Globalization.CultureInfo.InvariantCulture)));
            if (slice.Next is null)
                break;
            before = new DateTimeOffset(long.Parse(slice.Next, System.Globalization.CultureInfo.InvariantCulture), TimeSpan.Zero);
        }

        Assert.Equal(Enumerable.Range(0, Records), seen);
    }

    [Fact]
    public async Task An_id_is_given_to_only_one_client()
    {
        var table = await TableAsync();
        Assert.True(await table.TryChangeAsync(_here, ApplicationChange.Create(new Client("same"), "alice", Now), default));
        Assert.False(await table.TryChangeAsync(_here, ApplicationChange.Create(new Client("same"), "bob", Now), default));
    }

    private static ApplicationRequest Sample(string clientId) => new(clientId)
    {
        State = ApplicationRequestState.Pending,
        TicketHash = [1, 2, 3],
        CreatedAt = Now,
        Description = new ApplicationDescription
        {
            Name = "Näme <b>",
            Purpose = "line one\nline two",
            Contact = "dev@example.com",
            GrantTypes = [GrantTypes.AuthorizationCode, GrantTypes.DeviceCode],
            RedirectUris = ["https://app.example/a", "https://app.example/b"],
            Resources = ["https://notes.example"],
        },
    };

    private async Task<List<AuditRecord>> HistoryAsync(ApplicationTable table, string clientId) =>
        await table.HistoryAsync(_here, clientId, default).ToListAsync(TestContext.Current.CancellationToken);

    private async Task<ApplicationTable> TableAsync()
    {
        var tables = Open();
        await tables.CreateTableIfNotExistsAsync(TableNames.Clients);
        return new ApplicationTable(tables, new Randomness());
    }
}

public sealed class ApplicationTableInMemory : ApplicationTableContract
{
    protected override TableServiceClient Open() => TableEngine.InMemory(TimeProvider.System);
}

public sealed class ApplicationTableInFile : ApplicationTableContract, IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    protected override TableServiceClient Open() => TableEngine.File(_folder.PathOf("applications.db"), TimeProvider.System);
}

public sealed class ApplicationTableOnAzurite(AzuriteFixture azurite) : ApplicationTableContract
{
    protected override TableServiceClient Open() => new(azurite.Server.ConnectionString);
}
