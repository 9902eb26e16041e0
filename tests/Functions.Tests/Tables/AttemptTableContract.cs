using Azure.Data.Tables;
using Microsoft.Extensions.Logging.Abstractions;
using Tollgate.Domain.Workspaces;
using Tollgate.Functions.Tables;
using Tollgate.LocalHost.Tables;
using Tollgate.TestKit;

namespace Tollgate.Functions.Tests.Tables;

/// <summary>What the table of failed attempts promises, on whichever engine.</summary>
public abstract class AttemptTableContract
{
    private static readonly DateTimeOffset Window = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly Workspace Home = new("home", new Uri("https://home.example"));
    private readonly string _key = Guid.NewGuid().ToString("n");

    protected abstract TableServiceClient Open();

    [Fact]
    public async Task Failures_one_after_another_are_counted_each()
    {
        var table = await TableAsync();

        for (var i = 0; i < 5; i++)
        {
            Assert.Equal(i, await table.CountAsync(Home, _key, Window, default));
            await table.AddAsync(Home, _key, Window, default);
        }

        Assert.Equal(5, await table.CountAsync(Home, _key, Window, default));
    }

    [Fact]
    public async Task Failures_at_the_same_time_are_counted_and_the_count_never_falls()
    {
        var table = await TableAsync();

        var adding = Task.WhenAll(Enumerable.Range(0, 10).Select(_ => Task.Run(() => table.AddAsync(Home, _key, Window, default))));
        var counts = new List<int>();
        while (!adding.IsCompleted)
            counts.Add(await table.CountAsync(Home, _key, Window, default));
        await adding;
        counts.Add(await table.CountAsync(Home, _key, Window, default));

        Assert.Equal(counts.Order(), counts);
        // Each round of a race has a winner, and everybody runs five rounds unless they win one.
        Assert.InRange(counts[^1], 5, 10);
    }

    [Fact]
    public async Task Keys_windows_and_workspaces_are_apart()
    {
        var table = await TableAsync();
        await table.AddAsync(Home, _key, Window, default);

        Assert.Equal(0, await table.CountAsync(Home, _key + "x", Window, default));
        Assert.Equal(0, await table.CountAsync(Home, _key, Window.AddMinutes(15), default));
        Assert.Equal(0, await table.CountAsync(new Workspace("other", Home.IssuerAddress), _key, Window, default));
    }

    [Theory]
    [MemberData(nameof(HostileNames.All), MemberType = typeof(HostileNames))]
    public async Task A_key_may_be_any_text(string name)
    {
        var table = await TableAsync();
        var key = _key + name;

        await table.AddAsync(Home, key, Window, default);

        Assert.Equal(1, await table.CountAsync(Home, key, Window, default));
    }

    private async Task<AttemptTable> TableAsync()
    {
        var tables = Open();
        await tables.CreateTableIfNotExistsAsync(TableNames.Attempts);
        return new AttemptTable(tables, new ExpiredRows(TimeProvider.System, NullLogger<ExpiredRows>.Instance));
    }
}

public sealed class AttemptTableInMemory : AttemptTableContract
{
    protected override TableServiceClient Open() => EmbeddedTables.InMemory(TimeProvider.System);
}

public sealed class AttemptTableInFile : AttemptTableContract, IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    protected override TableServiceClient Open() => EmbeddedTables.File(_folder.PathOf("tables.db"), TimeProvider.System);
}

public sealed class AttemptTableOnAzurite(AzuriteFixture azurite) : AttemptTableContract
{
    protected override TableServiceClient Open() => new(azurite.Server.ConnectionString);
}
