using Azure.Data.Tables;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Tollgate.Domain.Handles;
using Tollgate.EmbeddedTables;
using Tollgate.Functions.Tables;
using Tollgate.TestKit;

namespace Tollgate.Functions.Tests.Tables;

/// <summary>Tests the sweep of expired rows on every table engine.</summary>
public abstract class ExpiredRowsContract
{
    private readonly FakeTimeProvider _clock = TestClock.New();
    private readonly Randomness _randomness = new();

    protected abstract TableServiceClient Open();

    [Fact]
    public async Task A_sweep_removes_only_expired_rows()
    {
        var (table, rows) = await TableAsync();
        var now = _clock.GetUtcNow();
        var expired = new List<string>();
        var living = new List<string>();
        for (var i = 0; i < 10; i++)
        {
            expired.Add(await AddAsync(table, now.AddDays(-1)));
            expired.Add(await AddAsync(table, now.AddDays(-300)));
            living.Add(await AddAsync(table, now.AddHours(-1)));
            living.Add(await AddAsync(table, now.AddMinutes(1)));
            living.Add(await AddAsync(table, now.AddDays(90)));
        }

        var removed = 0;
        foreach (var shard in ExpiringId.Shards)
            removed += await rows.SweepAsync(table, shard, default);

        Assert.Equal(expired.Count, removed);
        Assert.Equal(living.Order(StringComparer.Ordinal), await IdsAsync(table));
    }

    [Fact]
    public async Task A_row_is_swept_on_the_day_after_its_expiry()
    {
        var (table, rows) = await TableAsync();
        var id = await AddAsync(table, _clock.GetUtcNow());
        var midnight = new DateTimeOffset(_clock.GetUtcNow().Date.AddDays(1), TimeSpan.Zero);

        _clock.Advance(midnight - _clock.GetUtcNow() - TimeSpan.FromMilliseconds(1));
        Assert.Equal(0, await rows.SweepAsync(table, id[0], default));
        _clock.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Equal(1, await rows.SweepAsync(table, id[0], default));
    }

    [Fact]
    public async Task A_sweep_covers_one_shard()
    {
        var (table, rows) = await TableAsync();
        var day = _clock.GetUtcNow().AddDays(-2);
        var first = ExpiringId.Of(day, "1");
        var second = ExpiringId.Of(day, "2");
        foreach (var id in new[] { first, second })
            await table.AddEntityAsync(new TableEntity(id, "row"));

        Assert.Equal(1, await rows.SweepAsync(table, first[0], default));

        Assert.Equal([second], await IdsAsync(table));
    }

    [Fact]
    public async Task A_sweep_removes_at_most_a_hundred_rows()
    {
        var (table, rows) = await TableAsync();
        var day = _clock.GetUtcNow().AddDays(-2);
        for (var i = 0; i < 103; i++)
            await table.AddEntityAsync(new TableEntity(ExpiringId.Of(day, $"0{i}"), "row"));

        Assert.Equal(100, await rows.SweepAsync(table, '0', default));
        Assert.Equal(3, await rows.SweepAsync(table, '0', default));
        Assert.Equal(0, await rows.SweepAsync(table, '0', default));
    }

    [Fact]
    public async Task Concurrent_sweeps_remove_all_rows_of_a_partition()
    {
        var (table, rows) = await TableAsync();
        var id = ExpiringId.Of(_clock.GetUtcNow().AddDays(-2), "0");
        for (var i = 0; i < 60; i++)
            await table.AddEntityAsync(new TableEntity(id, $"{i}"));

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => rows.SweepAsync(table, '0', default))));

        Assert.Empty(await IdsAsync(table));
    }

    [Fact]
    public async Task Writes_start_a_sweep_of_one_shard_after_another()
    {
        var (table, rows) = await TableAsync();
        for (var i = 0; i < 16; i++)
            await table.AddEntityAsync(new TableEntity(ExpiringId.Of(_clock.GetUtcNow().AddDays(-2), $"{ExpiringId.Shards[i]}"), "row"));

        for (var writes = 0; writes < 16 * 50; writes++)
            rows.OnWrite(table);

        await Eventually.TrueAsync(async () => (await IdsAsync(table)).Count == 0);
    }

    [Fact]
    public async Task A_failed_sweep_is_only_a_warning()
    {
        var log = new RecordingLoggerProvider();
        using var factory = LoggerFactory.Create(logging => logging.AddProvider(log));
        var rows = new ExpiredRows(_clock, factory.CreateLogger<ExpiredRows>());
        var missing = Open().GetTableClient("missing");

        for (var writes = 0; writes < 50; writes++)
            rows.OnWrite(missing);

        await Eventually.TrueAsync(() => log.Entries.Count > 0);
        Assert.Equal(LogLevel.Warning, Assert.Single(log.Entries).Level);
    }

    private async Task<string> AddAsync(TableClient table, DateTimeOffset expiresAt)
    {
        var id = ExpiringId.New(expiresAt, _randomness);
        await table.AddEntityAsync(new TableEntity(id, "row"));
        return id;
    }

    private static async Task<List<string>> IdsAsync(TableClient table)
    {
        var ids = new List<string>();
        await foreach (var row in table.QueryAsync<TableEntity>((string?)null))
            ids.Add(row.PartitionKey);
        return ids;
    }

    /// <summary>Creates a table for this test alone. In a shared table the sweep would delete rows of other tests on the same Azurite.</summary>
    private async Task<(TableClient Table, ExpiredRows Rows)> TableAsync()
    {
        var tables = Open();
        var name = $"sweep{Guid.NewGuid():n}";
        await tables.CreateTableIfNotExistsAsync(name);
        return (tables.GetTableClient(name), new ExpiredRows(_clock, NullLogger<ExpiredRows>.Instance));
    }
}

public sealed class ExpiredRowsInMemory : ExpiredRowsContract
{
    protected override TableServiceClient Open() => TableEngine.InMemory(TimeProvider.System);
}

public sealed class ExpiredRowsInFile : ExpiredRowsContract, IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    protected override TableServiceClient Open() => TableEngine.File(_folder.PathOf("tables.db"), TimeProvider.System);
}

public sealed class ExpiredRowsOnAzurite(AzuriteFixture azurite) : ExpiredRowsContract
{
    protected override TableServiceClient Open() => new(azurite.Server.ConnectionString);
}
