using Azure.Data.Tables;
using Tollgate.Domain.Applications;
using Tollgate.Domain.Audit;
using Tollgate.Domain.Clients;
using Tollgate.Domain.Handles;
using Tollgate.Domain.Workspaces;
using Tollgate.EmbeddedTables;
using Tollgate.Functions.Tables;
using Tollgate.TestKit;

namespace Tollgate.Functions.Tests.Tables;

/// <summary>Tests the copies of audit records on every table engine: every instance makes the same copy of a record at any time.</summary>
public abstract class AuditCopiesContract
{
    private const string Bytes = "Record";
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private readonly Workspace _here = new($"w{Guid.NewGuid():n}"[..20], new Uri("https://auth.example/w"));
    private TableServiceClient _tables = null!;

    protected abstract TableServiceClient Open();

    [Fact]
    public async Task Each_change_has_a_copy_under_the_same_id_in_the_partition_of_its_day()
    {
        var table = await CompleteAsync();
        await table.TryChangeAsync(_here, Create("a", Now), default);
        await table.TryChangeAsync(_here, Create("b", Now.AddDays(1)), default);

        var copies = await CopiesAsync();

        Assert.Equal([$"{_here.Name}|2026-03-01", $"{_here.Name}|2026-03-02"], copies.Select(copy => copy.PartitionKey));
        Assert.Equal(await RecordIdsAsync(), copies.Select(copy => "audit|" + copy.RowKey));
        Assert.Equal(["a", "b"], await RecentAsync(table, Now));
        Assert.Equal(["b"], await RecentAsync(table, Now.AddHours(13)));
    }

    [Fact]
    public async Task The_next_reader_of_the_history_of_a_client_makes_the_copies_that_a_crash_lost()
    {
        await CompleteAsync();
        var crashing = new ApplicationTable(new InterruptedTables(_tables) { FailsAt = 1, Matches = name => name == TableNames.Audit }, new Randomness());
        Assert.True(await crashing.TryChangeAsync(_here, Create("a", Now), default));
        Assert.True(await crashing.TryChangeAsync(_here, Create("b", Now), default));
        Assert.Empty(await CopiesAsync());

        var table = new ApplicationTable(_tables, new Randomness());
        await table.HistoryAsync(_here, "a", default).ToListAsync(TestContext.Current.CancellationToken);
        Assert.Equal(["a"], await RecentAsync(table, Now));
        await table.NewestOfAsync(_here, "b", Now.AddDays(1), 10, default);
        Assert.Equal(["a", "b"], (await RecentAsync(table, Now)).Order());
    }

    [Fact]
    public async Task A_rebuild_makes_lost_copies()
    {
        var crashing = new ApplicationTable(
            new InterruptedTables(await OpenAsync()) { FailsAt = 1, Matches = name => name == TableNames.Audit }, new Randomness());
        for (var number = 0; number < 45; number++)
            await crashing.TryChangeAsync(_here, Create($"c{number}", Now.AddHours(number)), default);

        Assert.Equal(new RebuiltCopies(45, 45, 0), await RebuildAsync());
        Assert.Equal(new RebuiltCopies(45, 0, 0), await RebuildAsync());
        Assert.Equal(45, (await RecentAsync(new ApplicationTable(_tables, new Randomness()), Now)).Count);
    }

    [Fact]
    public async Task Until_a_rebuild_the_list_reads_the_records_themselves()
    {
        var table = new ApplicationTable(await OpenAsync(), new Randomness());
        await table.TryChangeAsync(_here, Create("old", Now), default);
        await RemoveCopiesAsync();
        Assert.Equal(["old"], await RecentAsync(table, Now));

        await RebuildAsync();
        await RemoveCopiesAsync();
        Assert.Empty(await RecentAsync(table, Now));
    }

    [Fact]
    public async Task Concurrent_changes_and_concurrent_reads_leave_one_copy_of_each_record()
    {
        var (one, other) = (await CompleteAsync(), new ApplicationTable(_tables, new Randomness()));
        await Task.WhenAll(Enumerable.Range(0, 10).Select(
            number => (number % 2 == 0 ? one : other).TryChangeAsync(_here, Create($"c{number % 5}", Now), default)));
        Assert.Equal(5, (await CopiesAsync()).Count);
        await RemoveCopiesAsync();

        await Task.WhenAll(Enumerable.Range(0, 20).Select(number =>
            (number % 2 == 0 ? one : other).HistoryAsync(_here, $"c{number % 5}", default).ToListAsync(TestContext.Current.CancellationToken).AsTask()));

        Assert.Equal((await RecordIdsAsync()).Order(), (await CopiesAsync()).Select(copy => "audit|" + copy.RowKey));
    }

    [Fact]
    public async Task If_a_copy_is_forged_the_record_beside_the_change_decides()
    {
        var table = await CompleteAsync();
        await table.TryChangeAsync(_here, Create("a", Now), default);
        var copy = Assert.Single(await CopiesAsync());
        var genuine = AuditBytes.Read(copy.GetBinary(Bytes))!;
        var forged = genuine with { Record = genuine.Record with { Who = "bob" } };
        copy[Bytes] = AuditBytes.Of(forged);
        await Copies.UpsertEntityAsync(copy, TableUpdateMode.Replace, TestContext.Current.CancellationToken);
        Assert.Equal("bob", (await table.RecentAsync(_here, Now, default).SingleAsync(TestContext.Current.CancellationToken)).Who);

        Assert.Equal("alice", Assert.Single((await table.NewestOfAsync(_here, "a", Now.AddDays(1), 10, default)).Items).Who);

        Assert.Equal("alice", (await table.RecentAsync(_here, Now, default).SingleAsync(TestContext.Current.CancellationToken)).Who);
    }

    [Fact]
    public async Task A_rebuild_removes_copies_without_a_record_and_rows_that_are_not_copies()
    {
        var table = await CompleteAsync();
        await table.TryChangeAsync(_here, Create("a", Now), default);
        var genuine = AuditBytes.Read(Assert.Single(await CopiesAsync()).GetBinary(Bytes))!;
        await ForgeAsync(AuditEntry.New(_here.Name, genuine.Record with { Change = Changes.Removed }, "forged"));
        await ForgeAsync(AuditEntry.New(_here.Name, genuine.Record with { Target = "nobody" }, "forged2"));
        // Further forged copies: one under a wrong key, one of another workspace, and two rows that contain no record.
        await ForgeAsync(genuine, "elsewhere");
        await ForgeAsync(genuine with { Workspace = "other" }, "foreign");
        await Copies.AddEntityAsync(new TableEntity($"{_here.Name}|2026-03-01", "9") { [Bytes] = new byte[] { 1 } }, TestContext.Current.CancellationToken);
        await Copies.AddEntityAsync(new TableEntity($"{_here.Name}|2026-03-01", "99"), TestContext.Current.CancellationToken);
        Assert.Equal(3, (await RecentAsync(table, Now)).Count);

        Assert.Equal(new RebuiltCopies(1, 0, 6), await RebuildAsync());

        Assert.Equal(["a"], await RecentAsync(table, Now));
        Assert.Single(await CopiesAsync());
    }

    [Fact]
    public async Task A_forgotten_request_leaves_no_copy()
    {
        var table = await CompleteAsync();
        var asked = new ApplicationRequest("asked")
        {
            State = ApplicationRequestState.Pending,
            TicketHash = [1],
            CreatedAt = Now,
            Description = new ApplicationDescription(),
        };
        await table.TryChangeAsync(_here, ApplicationChange.Ask(asked), default);
        await table.TryChangeAsync(_here, Create("stays", Now), default);

        await table.ForgetAsync(_here, (await table.FindRequestAsync(_here, "asked", default))!, default);

        Assert.Equal(["stays"], await RecentAsync(table, Now));
        Assert.Single(await CopiesAsync());
    }

    [Fact]
    public async Task Without_the_table_of_copies_changes_succeed_and_the_list_reads_the_records()
    {
        await OpenAsync();
        var earlier = new ApplicationTable(
            new InterruptedTables(_tables) { Renames = name => name == TableNames.Audit ? "nosuchtable" : name }, new Randomness());

        Assert.True(await earlier.TryChangeAsync(_here, Create("a", Now), default));

        Assert.Equal(["a"], await RecentAsync(earlier, Now));
        Assert.Single(await earlier.HistoryAsync(_here, "a", default).ToListAsync(TestContext.Current.CancellationToken));
    }

    private static ApplicationChange Create(string clientId, DateTimeOffset at) =>
        ApplicationChange.Create(new Client(clientId) { ClientName = "Näme" }, "alice", at);

    private TableClient Copies => _tables.GetTableClient(TableNames.Audit);

    private async Task<TableServiceClient> OpenAsync()
    {
        _tables = Open();
        await _tables.CreateTableIfNotExistsAsync(TableNames.Clients);
        await _tables.CreateTableIfNotExistsAsync(TableNames.Audit);
        return _tables;
    }

    /// <summary>Opens a workspace in which the list of applications reads the copies.</summary>
    private async Task<ApplicationTable> CompleteAsync()
    {
        await OpenAsync();
        await RebuildAsync();
        return new ApplicationTable(_tables, new Randomness());
    }

    private Task<RebuiltCopies> RebuildAsync() => new AuditCopyRebuild(_tables).RebuildAsync(_here.Name, default);

    private async Task ForgeAsync(AuditEntry entry, string? key = null) =>
        await Copies.AddEntityAsync(new TableEntity($"{_here.Name}|2026-03-01", key is null ? entry.Id : entry.Id + key) { [Bytes] = AuditBytes.Of(entry) });

    private async Task<List<string>> RecentAsync(ApplicationTable table, DateTimeOffset since) =>
        await table.RecentAsync(_here, since, default).Select(record => record.Target).ToListAsync(TestContext.Current.CancellationToken);

    private async Task<List<TableEntity>> CopiesAsync()
    {
        var filter = TableClient.CreateQueryFilter($"PartitionKey gt {_here.Name + "|"} and PartitionKey lt {_here.Name + "}"}");
        return await Copies.QueryAsync<TableEntity>(filter).ToListAsync(TestContext.Current.CancellationToken);
    }

    private async Task RemoveCopiesAsync()
    {
        foreach (var copy in await CopiesAsync())
            await Copies.DeleteEntityAsync(copy.PartitionKey, copy.RowKey);
    }

    private async Task<List<string>> RecordIdsAsync()
    {
        var filter = TableClient.CreateQueryFilter(
            $"PartitionKey gt {_here.Name + "|"} and PartitionKey lt {_here.Name + "}"} and RowKey ge {"audit|"} and RowKey lt {"audit}"}");
        return await _tables.GetTableClient(TableNames.Clients).QueryAsync<TableEntity>(filter).Select(row => row.RowKey)
            .ToListAsync(TestContext.Current.CancellationToken);
    }
}

public sealed class AuditCopiesInMemory : AuditCopiesContract
{
    protected override TableServiceClient Open() => TableEngine.InMemory(TimeProvider.System);
}

public sealed class AuditCopiesInFile : AuditCopiesContract, IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    protected override TableServiceClient Open() => TableEngine.File(_folder.PathOf("audit.db"), TimeProvider.System);
}

public sealed class AuditCopiesOnAzurite(AzuriteFixture azurite) : AuditCopiesContract
{
    protected override TableServiceClient Open() => new(azurite.Server.ConnectionString);
}
