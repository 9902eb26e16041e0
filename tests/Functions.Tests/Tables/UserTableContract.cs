using Azure.Data.Tables;
using Microsoft.Extensions.Logging.Abstractions;
using Tollgate.Domain.Users;
using Tollgate.EmbeddedTables;
using Tollgate.Functions.Tables;
using Tollgate.TestKit;

namespace Tollgate.Functions.Tests.Tables;

/// <summary>Tests the user table on every table engine.</summary>
public abstract partial class UserTableContract
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    /// <summary>All tests of the run share one Azurite, so each test uses a new workspace.</summary>
    private readonly string _workspace = $"w{Guid.NewGuid():n}";

    protected abstract TableServiceClient Open();

    [Fact]
    public async Task A_user_comes_back_by_subject_and_by_name()
    {
        var table = await TableAsync();
        var user = new User("s1", "Alice")
        {
            Name = "Alice 'Quoted' \"Liddell\"",
            GivenName = "Älice",
            FamilyName = "👩‍🚀",
            Email = "alice@example.com",
            IsEmailVerified = true,
            UpdatedAt = Now,
        };

        Assert.True(await table.AddAsync(_workspace, user, "hash", default));

        Assert.Equal(user, await table.FindAsync(_workspace, "s1", default));
        Assert.Equal(new UserLogin("s1", "hash"), await LoginAsync(table, "Alice"));
    }

    [Fact]
    public async Task Unset_members_stay_unset()
    {
        var table = await TableAsync();
        var user = new User("s1", "bob") { UpdatedAt = Now };

        await table.AddAsync(_workspace, user, "hash", default);

        Assert.Equal(user, await table.FindAsync(_workspace, "s1", default));
    }

    [Fact]
    public async Task A_name_belongs_to_one_user_in_every_case()
    {
        var table = await TableAsync();
        Assert.True(await table.AddAsync(_workspace, new User("s1", "Éve"), "first", default));

        Assert.False(await table.AddAsync(_workspace, new User("s2", "éVE"), "second", default));
        Assert.False(await table.AddAsync(_workspace, new User("s3", "  éve "), "third", default));

        foreach (var name in new[] { "Éve", "éve", "ÉVE", " éve " })
            Assert.Equal(new UserLogin("s1", "first"), await LoginAsync(table, name));
        Assert.Null(await table.FindAsync(_workspace, "s2", default));
    }

    [Fact]
    public async Task Of_ten_concurrent_additions_of_one_name_one_succeeds()
    {
        var table = await TableAsync();

        var added = await Task.WhenAll(Enumerable.Range(0, 10).Select(i =>
            Task.Run(() => table.AddAsync(_workspace, new User($"s{i}", i % 2 == 0 ? "carol" : "CAROL"), $"{i}", default))));

        Assert.Single(added, isAdded => isAdded);
        Assert.Equal($"s{Array.IndexOf(added, true)}", (await table.FindLoginAsync(_workspace, "carol", default))!.Subject);
    }

    [Fact]
    public async Task A_password_changes_only_for_the_user_with_that_name()
    {
        var table = await TableAsync();
        await table.AddAsync(_workspace, new User("s1", "dave"), "old", default);
        await table.AddAsync(_workspace, new User("s2", "erin"), "old", default);

        var changed = await table.SetPasswordAsync(_workspace, "DAVE", "new", Now, default);
        Assert.Null(await table.SetPasswordAsync(_workspace, "nobody", "new", Now, default));

        Assert.Equal(new UserLogin("s1", "new") { SignedOutBefore = Now }, changed! with { Version = null });
        Assert.Equal(changed with { Version = null }, await LoginAsync(table, "dave"));
        Assert.Equal(Now, (await table.FindAsync(_workspace, "s1", default))!.SignedOutBefore);
        Assert.Null((await table.FindAsync(_workspace, "s2", default))!.SignedOutBefore);
        Assert.Equal(new UserLogin("s2", "old"), await LoginAsync(table, "erin"));
        Assert.Null(await LoginAsync(table, "nobody"));
    }

    [Fact]
    public async Task A_hash_is_renewed_only_if_it_has_not_changed()
    {
        var table = await TableAsync();
        await table.AddAsync(_workspace, new User("s1", "judy"), "old", default);

        await table.RenewPasswordHashAsync(_workspace, "Judy", "old", "better", default);
        await table.RenewPasswordHashAsync(_workspace, "judy", "old", "too late", default);
        await table.RenewPasswordHashAsync(_workspace, "nobody", "old", "better", default);

        Assert.Equal(new UserLogin("s1", "better"), await LoginAsync(table, "judy"));
        Assert.Null(await LoginAsync(table, "nobody"));
    }

    [Fact]
    public async Task A_sign_out_changes_nothing_else_and_is_never_undone()
    {
        var table = await TableAsync();
        var user = new User("s1", "ivan") { Name = "Ivan", Email = "i@example.com", UpdatedAt = Now };
        await table.AddAsync(_workspace, user, "hash", default);

        await table.SignOutAsync(_workspace, " Ivan ", Now, default);
        await table.SignOutAsync(_workspace, "ivan", Now.AddHours(-1), default);
        await table.TryChangeAsync(_workspace, user with { IsOperator = true }, default);

        Assert.Null(await table.SignOutAsync(_workspace, "nobody", Now, default));
        Assert.Equal(new UserLogin("s1", "hash") { SignedOutBefore = Now }, await LoginAsync(table, "ivan"));
        Assert.Equal(user with { IsOperator = true, SignedOutBefore = Now }, await table.FindAsync(_workspace, "s1", default));
    }

    [Fact]
    public async Task A_removed_user_is_gone_and_the_name_is_free()
    {
        var table = await TableAsync();
        await table.AddAsync(_workspace, new User("s1", "frank"), "hash", default);

        Assert.Equal("s1", await table.RemoveAsync(_workspace, "Frank", default));
        Assert.Null(await table.RemoveAsync(_workspace, "frank", default));

        Assert.Null(await LoginAsync(table, "frank"));
        Assert.Null(await table.FindAsync(_workspace, "s1", default));
        Assert.True(await table.AddAsync(_workspace, new User("s2", "frank"), "hash", default));
    }

    [Fact]
    public async Task A_new_user_with_a_reused_name_does_not_inherit_its_browsers()
    {
        var tables = Open();
        var table = await TableAsync(tables);
        var browsers = new BrowserStore(tables, NullLogger<BrowserStore>.Instance);
        var workspace = new Domain.Workspaces.Workspace(_workspace, new Uri("https://home.example"));
        await table.AddAsync(_workspace, new User("s1", "heidi"), "hash", default);
        await browsers.AddAsync(workspace, "heidi", "of the first heidi", default);

        await table.RemoveAsync(_workspace, "heidi", default);
        await table.AddAsync(_workspace, new User("s2", "heidi"), "hash", default);

        Assert.False(await browsers.KnowsAsync(workspace, "heidi", "of the first heidi", default));
    }

    [Fact]
    public async Task A_workspace_does_not_see_the_users_of_another()
    {
        var table = await TableAsync();
        await table.AddAsync(_workspace, new User("s1", "grace"), "hash", default);
        await table.AddAsync(_workspace + "-b", new User("s2", "grace"), "other", default);

        Assert.Equal("s1", (await table.FindLoginAsync(_workspace, "grace", default))!.Subject);
        Assert.Null(await table.FindAsync(_workspace, "s2", default));
        Assert.Equal(["s1"], await SubjectsAsync(table, _workspace));
        Assert.Equal(["s2"], await SubjectsAsync(table, _workspace + "-b"));
    }

    [Fact]
    public async Task A_user_may_have_any_name()
    {
        var table = await TableAsync();
        var names = HostileNames.All.Select(row => row.Data).ToList();
        for (var i = 0; i < names.Count; i++)
            Assert.True(await table.AddAsync(_workspace, new User($"s{i}", names[i]), $"{i}", default), names[i]);

        for (var i = 0; i < names.Count; i++)
        {
            Assert.Equal(new UserLogin($"s{i}", $"{i}"), await LoginAsync(table, names[i]));
            Assert.Equal(names[i], (await table.FindAsync(_workspace, $"s{i}", default))!.Username);
        }

        Assert.Equal(names.Count, (await SubjectsAsync(table, _workspace)).Count);
    }

    private static async Task<List<string>> SubjectsAsync(UserTable table, string workspace)
    {
        var subjects = new List<string>();
        await foreach (var user in table.ListAsync(workspace))
            subjects.Add(user.Subject);
        return subjects;
    }

    /// <summary>Finds a login and removes the version of its row.</summary>
    private async Task<UserLogin?> LoginAsync(UserTable table, string username) =>
        await table.FindLoginAsync(_workspace, username, default) is { } login ? login with { Version = null } : null;

    private Task<UserTable> TableAsync() => TableAsync(Open());

    private static async Task<UserTable> TableAsync(TableServiceClient tables)
    {
        foreach (var name in new[] { TableNames.Users, TableNames.Consents })
            await tables.CreateTableIfNotExistsAsync(name);
        return new UserTable(tables);
    }
}

public sealed class UserTableInMemory : UserTableContract
{
    protected override TableServiceClient Open() => TableEngine.InMemory(TimeProvider.System);
}

public sealed class UserTableInFile : UserTableContract, IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    protected override TableServiceClient Open() => TableEngine.File(_folder.PathOf("tables.db"), TimeProvider.System);
}

public sealed class UserTableOnAzurite(AzuriteFixture azurite) : UserTableContract
{
    protected override TableServiceClient Open() => new(azurite.Server.ConnectionString);
}
