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

/// <summary>Tests the index of users on every table engine.</summary>
public abstract class UserIndexContract : IAsyncLifetime
{
    private readonly Workspace _home = new("w" + Guid.NewGuid().ToString("N")[..8], new Uri("https://home.example"));
    private readonly Randomness _randomness = new();
    private readonly FakeTimeProvider _clock = TestClock.New();
    private readonly BackgroundWrites _background = new(NullLogger<BackgroundWrites>.Instance);
    private TableServiceClient _tables = null!;

    protected abstract TableServiceClient Open();

    public async ValueTask InitializeAsync()
    {
        _tables = Open();
        foreach (var name in new[] { TableNames.Sessions, TableNames.Grants, TableNames.Users, TableNames.Consents, TableNames.UserIndex })
            await _tables.CreateTableIfNotExistsAsync(name);
        foreach (var name in new[] { "alice", "bob" })
            Assert.True(await new UserTable(_tables).AddAsync(_home.Name, new User(name, name), "hash", default));
    }

    public virtual ValueTask DisposeAsync()
    {
        (_tables as IDisposable)?.Dispose();
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Two_instances_index_the_sessions_and_grants_of_a_user()
    {
        var (one, other) = (Instance(), Instance());
        var session = await SessionAsync("alice");
        var grant = await GrantAsync("alice");
        var bobs = await SessionAsync("bob");
        await AddAsync(one, "alice", session);
        await AddAsync(other, "alice", grant);
        await AddAsync(other, "bob", bobs);

        foreach (var instance in new[] { one, other })
        {
            Assert.Equal([grant, session], await ListAsync(instance, "alice"));
            Assert.Equal([bobs], await ListAsync(instance, "bob"));
        }
    }

    [Fact]
    public async Task An_entry_that_is_written_twice_is_one_entry()
    {
        var session = await SessionAsync("alice");
        await Task.WhenAll(AddAsync(Instance(), "alice", session), AddAsync(Instance(), "alice", session));
        Assert.Equal([session], await ListAsync(Instance(), "alice"));
    }

    [Fact]
    public async Task Ended_sessions_and_grants_are_not_listed()
    {
        var index = Instance();
        var (removed, expired, revoked, used) = (await SessionAsync("alice"), await SessionAsync("alice", TimeSpan.FromHours(1)), await GrantAsync("alice"),
            await GrantAsync("alice"));
        var stays = await SessionAsync("alice");
        foreach (var entry in new[] { removed, expired, revoked, used, stays })
            await AddAsync(index, "alice", entry);

        await Sessions.RemoveAsync(_home, removed.Id, default);
        await RevokeAsync(revoked);
        _clock.Advance(TimeSpan.FromHours(1));

        Assert.Equal([used, stays], await ListAsync(index, "alice"));
    }

    [Fact]
    public async Task Nothing_is_listed_after_a_sign_out_or_the_user_s_removal()
    {
        var index = Instance();
        await AddAsync(index, "alice", await SessionAsync("alice"));
        await AddAsync(index, "bob", await GrantAsync("bob"));
        _clock.Advance(TimeSpan.FromMinutes(1));

        await new UserTable(_tables).SignOutAsync(_home.Name, "alice", _clock.GetUtcNow(), default);
        await new UserTable(_tables).RemoveAsync(_home.Name, "bob", default);

        Assert.Empty(await ListAsync(index, "alice"));
        Assert.Empty(await ListAsync(index, "bob"));
        Assert.Equal(["alice"], await SubjectsAsync());
    }

    [Fact]
    public async Task A_rebuild_adds_missing_entries_and_removes_ended_entries()
    {
        var index = Instance();
        var (right, missing, lost) = (await SessionAsync("alice"), await SessionAsync("alice"), await GrantAsync("bob"));
        var stale = await SessionAsync("bob");
        await SessionAsync("nobody");
        await AddAsync(index, "alice", right);
        await AddAsync(index, "bob", stale);
        await Sessions.RemoveAsync(_home, stale.Id, default);

        Assert.Equal(new UserIndexDifference(1, 2, 1), await index.CompareAsync(_home.Name, isRepaired: false, default));
        Assert.Equal([right], await ListAsync(index, "alice"));
        Assert.Equal(new UserIndexDifference(1, 2, 1), await index.CompareAsync(_home.Name, isRepaired: true, default));
        Assert.Equal(new UserIndexDifference(3, 0, 0), await index.CompareAsync(_home.Name, isRepaired: true, default));

        Assert.Equal(Sorted([right, missing]), await ListAsync(index, "alice"));
        Assert.Equal([lost], await ListAsync(index, "bob"));
        Assert.DoesNotContain("nobody", await SubjectsAsync());
    }

    [Fact]
    public async Task A_rebuild_leaves_entries_of_kinds_that_it_does_not_know()
    {
        await _tables.GetTableClient(TableNames.UserIndex).AddEntityAsync(new TableEntity($"{_home.Name}|alice", "link|provider"));
        Assert.Equal(new UserIndexDifference(0, 0, 0), await Instance().CompareAsync(_home.Name, isRepaired: true, default));
        Assert.Empty(await ListAsync(Instance(), "alice"));
        Assert.Equal(["alice"], await SubjectsAsync());
    }

    [Fact]
    public async Task Expired_entries_are_swept_and_others_stay()
    {
        var index = Instance();
        await AddAsync(index, "alice", await SessionAsync("alice", TimeSpan.FromHours(1)));
        await AddAsync(index, "bob", await SessionAsync("bob", TimeSpan.FromHours(3)));
        _clock.Advance(TimeSpan.FromHours(2));

        await Instance().SweepAsync(default);

        Assert.Equal(["bob"], await SubjectsAsync());
    }

    [Fact]
    public async Task Many_writes_start_a_sweep()
    {
        var index = Instance();
        await AddAsync(index, "alice", await SessionAsync("alice", TimeSpan.FromHours(1)));
        _clock.Advance(TimeSpan.FromHours(2));
        var bobs = await SessionAsync("bob");
        for (var i = 0; i < 50; i++)
            await AddAsync(index, "bob", bobs);
        Assert.Equal(["bob"], await SubjectsAsync());
    }

    private SessionTable Sessions => new(_tables, Expired, _clock);

    private ExpiredRows Expired => new(_clock, NullLogger<ExpiredRows>.Instance);

    private UserIndex Instance() => new(_tables, _clock, _background);

    private async Task<UserIndexEntry> SessionAsync(string subject, TimeSpan? lifetime = null)
    {
        var expiresAt = _clock.GetUtcNow() + (lifetime ?? TimeSpan.FromHours(8));
        var handle = Handle.New(ExpiringId.New(expiresAt, _randomness), _randomness);
        await Sessions.AddAsync(_home, handle, new Session(handle.Id, subject, subject, Authentication.ByPassword(_clock.GetUtcNow()), expiresAt), default);
        return new UserIndexEntry(UserIndexKind.Session, handle.Id, expiresAt);
    }

    private async Task<UserIndexEntry> GrantAsync(string subject)
    {
        var expiresAt = _clock.GetUtcNow().AddDays(90);
        var grant = new AuthorizationGrant(ExpiringId.New(expiresAt, _randomness))
        {
            ClientId = "client",
            Subject = subject,
            Scope = ScopeSet.Of("openid"),
            State = GrantState.Active,
            ExpiresAt = expiresAt,
            Authentication = Authentication.ByPassword(_clock.GetUtcNow()),
        };
        grant = grant with { Refresh = RefreshState.Start(grant.Id, _clock.GetUtcNow().AddDays(14), _randomness).State };
        await new GrantTable(_tables, Expired).AddAsync(_home, grant, default);
        return grant.ToIndexEntry();
    }

    private async Task RevokeAsync(UserIndexEntry entry)
    {
        var grants = new GrantTable(_tables, Expired);
        var grant = await grants.FindAsync(_home, entry.Id, default);
        Assert.NotNull(await grants.UpdateAsync(_home, grant! with { State = GrantState.Revoked }, default));
    }

    private async Task AddAsync(UserIndex index, string subject, UserIndexEntry entry)
    {
        index.Add(_home, subject, entry);
        await _background.FinishedAsync();
    }

    private async Task<List<UserIndexEntry>> ListAsync(UserIndex index, string subject) =>
        Sorted(await index.ListAsync(_home, subject, default).ToListAsync());

    private static List<UserIndexEntry> Sorted(IEnumerable<UserIndexEntry> entries) =>
        [.. entries.OrderByDescending(entry => entry.Kind).ThenBy(entry => entry.Id, StringComparer.Ordinal)];

    private async Task<List<string>> SubjectsAsync()
    {
        var subjects = new List<string>();
        var filter = TableClient.CreateQueryFilter($"PartitionKey ge {_home.Name + "|"} and PartitionKey lt {_home.Name + "}"}");
        await foreach (var row in _tables.GetTableClient(TableNames.UserIndex).QueryAsync<TableEntity>(filter))
            subjects.Add(row.PartitionKey[(_home.Name.Length + 1)..]);
        return [.. subjects.Distinct()];
    }
}

public sealed class UserIndexInMemory : UserIndexContract
{
    protected override TableServiceClient Open() => TableEngine.InMemory(TimeProvider.System);
}

public sealed class UserIndexInFile : UserIndexContract
{
    private readonly TemporaryFolder _folder = new();

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        _folder.Dispose();
        GC.SuppressFinalize(this);
    }

    protected override TableServiceClient Open() => TableEngine.File(_folder.PathOf("tables.db"), TimeProvider.System);
}

public sealed class UserIndexOnAzurite(AzuriteFixture azurite) : UserIndexContract
{
    protected override TableServiceClient Open() => new(azurite.Server.ConnectionString);
}
