using Azure.Data.Tables;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Tollgate.Domain.Handles;
using Tollgate.Domain.Sessions;
using Tollgate.Domain.Users;
using Tollgate.Domain.Workspaces;
using Tollgate.EmbeddedTables;
using Tollgate.Functions.Tables;
using Tollgate.TestKit;

namespace Tollgate.Functions.Tests.Tables;

/// <summary>Tests the session table on every table engine.</summary>
public abstract class SessionTableContract
{
    private static readonly Workspace Home = new("home", new Uri("https://home.example"));
    private static readonly Workspace Elsewhere = new("elsewhere", new Uri("https://elsewhere.example"));
    private readonly Randomness _randomness = new();
    private readonly FakeTimeProvider _clock = TestClock.New();

    protected abstract TableServiceClient Open();

    [Fact]
    public async Task A_session_is_found_by_its_handle()
    {
        var (table, handle, session) = await BeginAsync();

        Assert.Equal(session, await table.FindAsync(Home, handle, default));
    }

    [Fact]
    public async Task The_id_without_the_secret_opens_nothing()
    {
        var (table, handle, _) = await BeginAsync();

        Assert.Null(await table.FindAsync(Home, Handle.New(handle.Id, _randomness), default));
        Assert.Null(await table.FindAsync(Home, Handle.New(ExpiringId.New(_clock.GetUtcNow(), _randomness), _randomness), default));
    }

    [Fact]
    public async Task Another_workspace_sees_nothing()
    {
        var (table, handle, _) = await BeginAsync();

        Assert.Null(await table.FindAsync(Elsewhere, handle, default));
    }

    [Fact]
    public async Task A_session_ends_at_its_time()
    {
        var (table, handle, session) = await BeginAsync();

        _clock.Advance(session.ExpiresAt - _clock.GetUtcNow() - TimeSpan.FromTicks(1));
        Assert.NotNull(await table.FindAsync(Home, handle, default));
        _clock.Advance(TimeSpan.FromTicks(1));
        Assert.Null(await table.FindAsync(Home, handle, default));
    }

    [Fact]
    public async Task A_removed_session_is_gone_and_may_be_removed_again()
    {
        var (table, handle, session) = await BeginAsync();

        await table.RemoveAsync(Home, session.Id, default);
        await table.RemoveAsync(Home, session.Id, default);

        Assert.Null(await table.FindAsync(Home, handle, default));
    }

    private async Task<(SessionTable Table, Handle Handle, Session Session)> BeginAsync()
    {
        var tables = Open();
        await tables.CreateTableIfNotExistsAsync(TableNames.Sessions);
        var table = new SessionTable(tables, new ExpiredRows(_clock, NullLogger<ExpiredRows>.Instance), _clock);
        var now = _clock.GetUtcNow();
        var handle = Handle.New(ExpiringId.New(now.AddHours(8), _randomness), _randomness);
        var session = new Session(handle.Id, "subject", "Ünïcode 'quoted' 👩‍🚀 \u0001", Authentication.ByPassword(now.AddTicks(-1_234_567)), now.AddHours(8));
        await table.AddAsync(Home, handle, session, default);
        return (table, handle, session);
    }
}

public sealed class SessionTableInMemory : SessionTableContract
{
    protected override TableServiceClient Open() => TableEngine.InMemory(TimeProvider.System);
}

public sealed class SessionTableInFile : SessionTableContract, IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    protected override TableServiceClient Open() => TableEngine.File(_folder.PathOf("tables.db"), TimeProvider.System);
}

public sealed class SessionTableOnAzurite(AzuriteFixture azurite) : SessionTableContract
{
    protected override TableServiceClient Open() => new(azurite.Server.ConnectionString);
}
