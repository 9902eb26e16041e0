using Azure.Data.Tables;
using Tollgate.Domain.Audit;
using Tollgate.Domain.Users;
using Tollgate.EmbeddedTables;
using Tollgate.Functions.Tables;
using Tollgate.TestKit;

namespace Tollgate.Functions.Tests.Tables;

/// <summary>Audit records that are stored beside a user, and audit records that are written before their change.</summary>
public sealed class AuditTrailTests : IAsyncLifetime
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly TableServiceClient _tables = TableEngine.InMemory(TestClock.New());

    public async ValueTask InitializeAsync()
    {
        foreach (var name in TableNames.All)
            await _tables.CreateTableIfNotExistsAsync(name, TestContext.Current.CancellationToken);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task A_record_is_there_before_its_change_and_stays()
    {
        var trail = new AuditTrail(_tables);
        var isThere = false;

        Assert.True(await trail.TryAsync(Entry(AuditKind.Issuer, "https://idp.example"), MakeAsync, default));

        Assert.True(isThere);
        Assert.Single(await OfAsync(AuditKind.Issuer, "https://idp.example"));

        async Task<bool> MakeAsync(CancellationToken cancellationToken)
        {
            isThere = (await OfAsync(AuditKind.Issuer, "https://idp.example")).Count == 1;
            return true;
        }
    }

    [Fact]
    public async Task A_change_that_was_not_made_leaves_no_record()
    {
        Assert.False(await new AuditTrail(_tables).TryAsync(Entry(AuditKind.Key, "kid"), _ => Task.FromResult(false), default));
        Assert.Empty(await OfAsync(AuditKind.Key, "kid"));
    }

    /// <summary>After a timeout the change may have been made, so the record stays.</summary>
    [Fact]
    public async Task A_change_that_broke_off_keeps_its_record()
    {
        await Assert.ThrowsAsync<TimeoutException>(
            () => new AuditTrail(_tables).TryAsync(Entry(AuditKind.Key, "kid"), _ => throw new TimeoutException(), default));
        Assert.Single(await OfAsync(AuditKind.Key, "kid"));
    }

    [Fact]
    public async Task Without_its_record_no_change_is_made()
    {
        var broken = new AuditTrail(new InterruptedTables(_tables) { FailsAt = 1 });
        await Assert.ThrowsAnyAsync<Exception>(() => broken.TryAsync(Entry(AuditKind.Key, "kid"), _ => throw new InvalidOperationException("made"), default));
    }

    /// <summary>One write must store both the disabled user and the record. With two writes, a fault could leave one without the other.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task A_user_is_disabled_exactly_if_there_is_a_record(int write)
    {
        await new UserTable(_tables).AddAsync("default", new User("s1", "alice"), "hash", null, default);
        var broken = new UserTable(new InterruptedTables(_tables) { FailsAt = write });

        await Record.ExceptionAsync(() => broken.SwitchAsync("default", "alice", true, Now, Entry(AuditKind.User, "s1"), default));

        var user = await new UserTable(_tables).FindAsync("default", "s1", default);
        Assert.Equal(user!.IsDisabled ? 1 : 0, (await OfAsync(AuditKind.User, "s1")).Count);
    }

    [Fact]
    public async Task A_password_is_never_set_without_a_record()
    {
        await new UserTable(_tables).AddAsync("default", new User("s1", "alice"), "old", null, default);
        for (var write = 1; write <= 3; write++)
        {
            var broken = new UserTable(new InterruptedTables(_tables) { FailsAt = write });
            await Record.ExceptionAsync(() => broken.SetPasswordAsync("default", "alice", "new", Now, Entry(AuditKind.User, "s1"), default));
            var isSet = (await new UserTable(_tables).FindLoginAsync("default", "alice", default))!.PasswordHash == "new";
            Assert.True(!isSet || (await OfAsync(AuditKind.User, "s1")).Count > 0, $"{write}");
        }
    }

    [Fact]
    public async Task A_change_of_claims_keeps_what_other_writes_own_and_columns_of_newer_versions()
    {
        var users = new UserTable(_tables);
        await users.AddAsync("default", new User("s1", "alice") { Name = "Alice", Email = "a@example.com" }, "hash", null, default);
        await users.SwitchAsync("default", "alice", true, Now, null, default);
        var table = _tables.GetTableClient(TableNames.Users);
        await table.UpdateEntityAsync(new TableEntity("default|s1", "profile") { ["Newer"] = "stays" }, Azure.ETag.All, TableUpdateMode.Merge, default);

        var changed = await users.ChangeAsync("default", "s1", user => user with { Name = null, Email = "b@example.com" }, null, default);

        Assert.Equal(changed, await users.FindAsync("default", "s1", default));
        Assert.Equal((null, "b@example.com", true, Now), (changed!.Name, changed.Email, changed.IsDisabled, changed.SignedOutBefore));
        Assert.Equal("stays", (await table.GetEntityAsync<TableEntity>("default|s1", "profile", null, default)).Value.GetString("Newer"));
        Assert.Null(await users.ChangeAsync("default", "nobody", user => user, null, default));
    }

    private static AuditEntry Entry(AuditKind kind, string target) =>
        AuditEntry.New("default", new AuditRecord(Now, "(command line) olivia", target, Changes.Edited) { Kind = kind }, $"{Guid.NewGuid():n}");

    private async Task<List<AuditRecord>> OfAsync(AuditKind kind, string target) =>
        await new AuditTrail(_tables).HistoryAsync("default", kind, target, default).ToListAsync(TestContext.Current.CancellationToken);
}
