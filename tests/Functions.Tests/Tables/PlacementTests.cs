using Azure.Data.Tables;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Tollgate.Domain.Grants;
using Tollgate.Domain.Handles;
using Tollgate.Domain.Protocol;
using Tollgate.Domain.Sessions;
using Tollgate.Domain.Users;
using Tollgate.Domain.Workspaces;
using Tollgate.EmbeddedTables;
using Tollgate.Functions.Tables;
using Tollgate.TestKit;

namespace Tollgate.Functions.Tests.Tables;

/// <summary>
/// The account in which a row is stored: the only account today, or the account that a placement names once there are several (docs/adr/0019).
/// </summary>
public sealed class PlacementTests
{
    private static readonly Workspace Home = new("home", new Uri("https://home.example"));

    private readonly FakeTimeProvider _clock = TestClock.New();
    private readonly Randomness _randomness = new();

    [Theory]
    [InlineData("0")]
    [InlineData("f05000id")]
    [InlineData("g")]
    [InlineData("zebra")]
    [InlineData("")]
    [InlineData("Ä")]
    public void Every_id_lies_in_the_home_account(string id) => Assert.Equal(Placement.Home, Placement.AccountOf(id));

    [Fact]
    public void Choosing_an_account_allocates_nothing()
    {
        var table = new TableAccounts(TableEngine.InMemory(TimeProvider.System)).Table(TableNames.Grants);
        var id = ExpiringId.New(_clock.GetUtcNow(), _randomness);
        var expected = table.Of(id);

        var before = GC.GetAllocatedBytesForCurrentThread();
        var isSame = ReferenceEquals(expected, table.Of(id));
        var after = GC.GetAllocatedBytesForCurrentThread();

        Assert.True(isSame);
        Assert.Equal(before, after);
    }

    [Fact]
    public void Only_the_accounts_open_tables()
    {
        var sources = new[] { "Functions", "Operator", "LocalHost" }
            .SelectMany(project => Directory.EnumerateFiles(Repository.PathOf("src", project), "*.cs", SearchOption.AllDirectories))
            .Where(file => File.ReadAllText(file).Contains("GetTableClient(", StringComparison.Ordinal))
            .Select(Path.GetFileName);
        Assert.Equal(["TableAccounts.cs"], sources);
    }

    [Fact]
    public async Task A_row_lies_in_the_account_that_its_id_names()
    {
        var (first, second) = (TableEngine.InMemory(_clock), TableEngine.InMemory(_clock));
        foreach (var account in new[] { first, second })
            foreach (var name in TableNames.All)
                await account.CreateTableIfNotExistsAsync(name);
        var accounts = new TableAccounts([first, second], id => id[0] == 'g' ? 1 : Placement.Home);
        var expired = new ExpiredRows(_clock, NullLogger<ExpiredRows>.Instance);
        var (grants, sessions) = (new GrantTable(accounts, expired), new SessionTable(accounts, expired, _clock));

        foreach (var prefix in new[] { "", "g" })
        {
            var grant = Grant(prefix + NewId());
            await grants.AddAsync(Home, grant, default);
            var found = await grants.FindAsync(Home, grant.Id, default);
            Assert.NotNull(await grants.UpdateAsync(Home, found! with { State = GrantState.Revoked }, default));
            var handle = Handle.New(prefix + NewId(), _randomness);
            await sessions.AddAsync(Home, handle, Session(handle), default);
            Assert.NotNull(await sessions.FindAsync(Home, handle, default));
        }

        Assert.All(await IdsAsync(first), id => Assert.NotEqual('g', id[0]));
        Assert.All(await IdsAsync(second), id => Assert.Equal('g', id[0]));
        Assert.Equal((2, 2), ((await IdsAsync(first)).Count, (await IdsAsync(second)).Count));
    }

    private static async Task<List<string>> IdsAsync(TableServiceClient account)
    {
        var ids = new List<string>();
        foreach (var name in new[] { TableNames.Grants, TableNames.Sessions })
            await foreach (var row in account.GetTableClient(name).QueryAsync<TableEntity>())
                ids.Add(row.PartitionKey);
        return ids;
    }

    private string NewId() => ExpiringId.New(_clock.GetUtcNow().AddDays(1), _randomness);

    private AuthorizationGrant Grant(string id) => new(id)
    {
        ClientId = "client",
        Subject = "subject",
        Scope = ScopeSet.Of("openid"),
        State = GrantState.Active,
        ExpiresAt = _clock.GetUtcNow().AddDays(1),
        Authentication = Authentication.ByPassword(_clock.GetUtcNow()),
    };

    private Session Session(Handle handle) =>
        new(handle.Id, "subject", "alice", Authentication.ByPassword(_clock.GetUtcNow()), _clock.GetUtcNow().AddDays(1));
}
