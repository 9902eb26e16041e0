using Azure.Data.Tables;
using Tollgate.Domain.Applications;
using Tollgate.Domain.Clients;
using Tollgate.Domain.Handles;
using Tollgate.Domain.Workspaces;
using Tollgate.EmbeddedTables;
using Tollgate.Functions.Tables;
using Tollgate.TestKit;

namespace Tollgate.Functions.Tests.Tables;

/// <summary>
/// Tests on every table engine which client an identity leads to. Whatever comes in between and wherever a change stops: at most one client
/// has an identity, and the index leads to that client.
/// </summary>
public abstract class WorkloadRowsContract
{
    /// <summary>More than a change of a client writes.</summary>
    private const int MostWrites = 6;

    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private TableServiceClient _tables = null!;
    private Workspace _here = NewWorkspace();

    protected abstract TableServiceClient Open();

    [Fact]
    public async Task An_exact_identity_leads_to_its_client_from_the_change_on_until_it_is_taken_away()
    {
        await OpenAsync();
        Assert.Null(await FoundAsync("one"));
        Assert.True(await AddAsync(_tables, "a", "one", "two"));
        Assert.Equal(("a", "a"), (await FoundAsync("one"), await FoundAsync("two")));
        Assert.True(await ChangeAsync(_tables, "a", "two", "three"));
        Assert.Equal((null, "a", "a"), (await FoundAsync("one"), await FoundAsync("two"), await FoundAsync("three")));
        Assert.True(await RemoveAsync(_tables, "a"));
        Assert.Equal((null, null), (await FoundAsync("two"), await FoundAsync("three")));
        Assert.Equal(0, await RowsAsync());
    }

    [Fact]
    public async Task A_subject_with_a_star_has_no_row()
    {
        await OpenAsync();
        Assert.True(await AddAsync(_tables, "a", "repo:org/*"));
        Assert.Equal(0, await RowsAsync());
        Assert.True(await AddAsync(_tables, "b", "repo:org/*"));
    }

    [Fact]
    public async Task A_change_of_something_else_writes_no_row_of_the_index()
    {
        await OpenAsync();
        await AddAsync(_tables, "a", "one");
        var writes = 0;
        var counted = new InterruptedTables(_tables)
        {
            Matches = name => name == TableNames.Clients,
            BeforeWrite = number => Task.FromResult(writes = number),
        };
        Assert.True(await EditAsync(counted, "a", client => client with { ClientName = "Other" }));
        Assert.Equal(1, writes);
        Assert.Equal("a", await FoundAsync("one"));
    }

    [Fact]
    public async Task An_identity_belongs_to_one_client_of_a_workspace()
    {
        await OpenAsync();
        await AddAsync(_tables, "a", "one");
        Assert.False(await AddAsync(_tables, "b", "two", "one"));
        Assert.Equal("a", await OtherAsync("b", "two", "one"));
        Assert.Null(await OtherAsync("a", "one"));
        Assert.Null(await OtherAsync("b", "two"));
        Assert.True(await AddAsync(_tables, "b", "two"));
        Assert.Equal(("a", "b"), (await FoundAsync("one"), await FoundAsync("two")));
        _here = NewWorkspace();
        Assert.True(await AddAsync(_tables, "b", "one"));
    }

    [Fact]
    public async Task Wherever_an_addition_stops_the_identity_leads_to_its_client_or_another_client_can_have_it()
    {
        await OpenAsync();
        foreach (var isAnswerLost in new[] { false, true })
            for (var failing = 1; failing <= MostWrites; failing++)
            {
                _here = NewWorkspace();
                var crashing = new InterruptedTables(_tables) { FailsAt = failing, IsAnswerLost = isAnswerLost, Matches = name => name == TableNames.Clients };
                await TriedAsync(() => AddAsync(crashing, "a", "one"));
                var isThere = await ClientAsync("a") is not null;
                Assert.Equal(!isThere, await AddAsync(_tables, "b", "one"));
                Assert.Equal(isThere ? "a" : "b", await FoundAsync("one"));
            }
    }

    [Fact]
    public async Task Wherever_a_removal_stops_the_identity_leads_to_its_client_or_another_client_can_have_it()
    {
        await OpenAsync();
        foreach (var isAnswerLost in new[] { false, true })
            for (var failing = 1; failing <= MostWrites; failing++)
            {
                _here = NewWorkspace();
                await AddAsync(_tables, "a", "one");
                var crashing = new InterruptedTables(_tables) { FailsAt = failing, IsAnswerLost = isAnswerLost, Matches = name => name == TableNames.Clients };
                await TriedAsync(() => ChangeAsync(crashing, "a"));
                var stays = (await ClientAsync("a"))!.Federated.Count > 0;
                Assert.Equal(!stays, await AddAsync(_tables, "b", "one"));
                Assert.Equal(stays ? "a" : "b", await FoundAsync("one"));
            }
    }

    [Fact]
    public async Task Of_two_clients_that_get_an_identity_at_the_same_time_one_has_it()
    {
        await OpenAsync();
        for (var between = 1; between <= MostWrites; between++)
        {
            _here = NewWorkspace();
            var second = false;
            var first = await AddAsync(Between(between, async () => second = await AddAsync(_tables, "b", "one")), "a", "one");
            await AssertOneHasItAsync("one", "a", "b");
            Assert.True(first || second);
        }
    }

    [Fact]
    public async Task A_client_that_gets_an_identity_while_another_loses_it_is_found()
    {
        await OpenAsync();
        for (var between = 1; between <= MostWrites; between++)
        {
            _here = NewWorkspace();
            await AddAsync(_tables, "a", "one");
            await ChangeAsync(Between(between, () => AddAsync(_tables, "b", "one")), "a");
            await AssertOneHasItAsync("one", "a", "b");

            _here = NewWorkspace();
            await AddAsync(_tables, "a", "one");
            await AddAsync(Between(between, () => ChangeAsync(_tables, "a")), "b", "one");
            await AssertOneHasItAsync("one", "a", "b");
        }
    }

    [Fact]
    public async Task A_client_that_gets_back_an_identity_while_it_loses_it_is_found()
    {
        await OpenAsync();
        for (var between = 1; between <= MostWrites; between++)
        {
            _here = NewWorkspace();
            await AddAsync(_tables, "a", "one");
            await ChangeAsync(Between(between, () => ChangeAsync(_tables, "a", "one")), "a");
            await AssertOneHasItAsync("one", "a", "b");
        }
    }

    [Fact]
    public async Task Of_many_clients_that_want_an_identity_at_once_one_gets_it()
    {
        await OpenAsync();
        string[] ids = [.. Enumerable.Range(0, 8).Select(number => $"c{number}")];
        await Task.WhenAll(ids.Select(async id =>
        {
            while (!await AddAsync(_tables, id, "one") && await OtherAsync(id, "one") is null)
            {
                // Another client stopped this change and has not made its own yet.
            }
        }));
        await AssertOneHasItAsync("one", ids);
        Assert.NotNull(await FoundAsync("one"));
    }

    [Fact]
    public async Task The_answer_is_cached_as_long_as_that_about_a_client()
    {
        await OpenAsync();
        var clock = TestClock.New();
        var index = new WorkloadIndex(_tables, clock);
        var identity = Identity("one");
        Assert.Null(await index.FindAsync(_here, identity, default));
        await AddAsync(_tables, "a", "one");
        Assert.Null(await index.FindAsync(_here, identity, default));
        clock.Advance(CachedClientStore.UnknownLifetime);
        Assert.Equal("a", await index.FindAsync(_here, identity, default));
        Assert.Null(await index.FindAsync(_here, identity with { Issuer = "no address" }, default));
    }

    private static Workspace NewWorkspace() => new("w" + Guid.NewGuid().ToString("N"), new Uri("https://auth.example"));

    private static WorkloadIdentity Identity(string subject) => new("https://issuer.example", subject);

    private static IReadOnlyList<FederatedCredential> Credentials(string[] subjects) =>
        [.. subjects.Select(subject => new FederatedCredential(["https://issuer.example"]) { Claims = [new("sub", [subject])] })];

    private async Task OpenAsync()
    {
        _tables = Open();
        await _tables.CreateTableIfNotExistsAsync(TableNames.Clients);
        await _tables.CreateTableIfNotExistsAsync(TableNames.Audit);
    }

    /// <summary>Tables on which a step of another writer comes before one of the writes.</summary>
    private InterruptedTables Between(int write, Func<Task> step)
    {
        var isDone = false;
        return new InterruptedTables(_tables)
        {
            Matches = name => name == TableNames.Clients,
            BeforeWrite = async number =>
            {
                if (number == write && !isDone)
                {
                    isDone = true;
                    await step();
                }
            },
        };
    }

    private Task<bool> AddAsync(TableServiceClient tables, string clientId, params string[] subjects) => TryAsync(
        tables, ApplicationChange.Create(new Client(clientId) { Federated = Credentials(subjects) }, "alice", Now));

    private Task<bool> ChangeAsync(TableServiceClient tables, string clientId, params string[] subjects) =>
        EditAsync(tables, clientId, client => client with { Federated = Credentials(subjects) });

    private async Task<bool> EditAsync(TableServiceClient tables, string clientId, Func<Client, Client> change) =>
        await ClientAsync(clientId) is { } client && await TryAsync(tables, ApplicationChange.Edit(change(client), "alice", Now));

    private async Task<bool> RemoveAsync(TableServiceClient tables, string clientId) =>
        await TryAsync(tables, ApplicationChange.Remove((await ClientAsync(clientId))!, "alice", Now));

    private Task<bool> TryAsync(TableServiceClient tables, ApplicationChange change) =>
        new ApplicationTable(tables, new Randomness()).TryChangeAsync(_here, change, default);

    private static async Task TriedAsync(Func<Task> step)
    {
        try
        {
            await step();
        }
        catch (Azure.RequestFailedException)
        {
            // The process of the writer has ended here.
        }
    }

    private Task<Client?> ClientAsync(string clientId) => new ApplicationTable(_tables, new Randomness()).FindClientAsync(_here, clientId, default);

    private Task<string?> OtherAsync(string clientId, params string[] subjects) => new ApplicationTable(_tables, new Randomness())
        .FindOtherWithIdentityAsync(_here, new Client(clientId) { Federated = Credentials(subjects) }, default);

    private async Task<string?> FoundAsync(string subject) => await new WorkloadIndex(_tables, TestClock.New()).FindAsync(_here, Identity(subject), default);

    private async Task AssertOneHasItAsync(string subject, params string[] clientIds)
    {
        var holders = new List<string>();
        foreach (var id in clientIds)
            if (await ClientAsync(id) is { } client && WorkloadIdentity.Of(client).Contains(Identity(subject)))
                holders.Add(id);
        Assert.True(holders.Count <= 1, string.Join(' ', holders));
        if (holders is [var only])
            Assert.Equal(only, await FoundAsync(subject));
    }

    private async Task<int> RowsAsync()
    {
        var filter = TableClient.CreateQueryFilter($"PartitionKey gt {_here.Name + "|!"} and PartitionKey lt {_here.Name + "|~"}");
        return await _tables.GetTableClient(TableNames.Clients).QueryAsync<TableEntity>(filter)
            .CountAsync(row => row.PartitionKey.StartsWith(_here.Name + "|!", StringComparison.Ordinal), TestContext.Current.CancellationToken);
    }
}

public sealed class WorkloadRowsInMemory : WorkloadRowsContract
{
    protected override TableServiceClient Open() => TableEngine.InMemory(TimeProvider.System);
}

public sealed class WorkloadRowsInFile : WorkloadRowsContract, IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    protected override TableServiceClient Open() => TableEngine.File(_folder.PathOf("workloads.db"), TimeProvider.System);
}

public sealed class WorkloadRowsOnAzurite(AzuriteFixture azurite) : WorkloadRowsContract
{
    protected override TableServiceClient Open() => new(azurite.Server.ConnectionString);
}
