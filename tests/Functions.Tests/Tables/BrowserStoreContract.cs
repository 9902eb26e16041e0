using Azure.Data.Tables;
using Microsoft.Extensions.Logging.Abstractions;
using Tollgate.Domain.Users;
using Tollgate.Domain.Workspaces;
using Tollgate.EmbeddedTables;
using Tollgate.Functions.Tables;
using Tollgate.TestKit;

namespace Tollgate.Functions.Tests.Tables;

/// <summary>Tests the store of known browsers on every table engine.</summary>
public abstract class BrowserStoreContract
{
    private static readonly Workspace Home = new("home", new Uri("https://home.example"));
    private readonly string _user = $"user-{Guid.NewGuid():n}";

    protected abstract TableServiceClient Open();

    [Fact]
    public async Task A_browser_is_known_only_for_the_user_who_signed_in_with_it()
    {
        var store = await StoreAsync();

        await store.AddAsync(Home, _user, "mine", default);

        Assert.True(await store.KnowsAsync(Home, _user, "mine", default));
        Assert.True(await store.KnowsAsync(Home, $" {_user.ToUpperInvariant()}", "mine", default));
        Assert.False(await store.KnowsAsync(Home, _user, "Mine", default));
        Assert.False(await store.KnowsAsync(Home, _user + "x", "mine", default));
        Assert.False(await store.KnowsAsync(new Workspace("other", Home.IssuerAddress), _user, "mine", default));
    }

    [Fact]
    public async Task The_oldest_browsers_are_forgotten_if_a_user_has_more_than_twenty()
    {
        var store = await StoreAsync();

        for (var i = 0; i < 23; i++)
            await store.AddAsync(Home, _user, $"browser {i}", default);

        for (var i = 0; i < 23; i++)
            Assert.Equal(i >= 3, await store.KnowsAsync(Home, _user, $"browser {i}", default));
    }

    [Fact]
    public async Task The_login_beside_the_browsers_stays()
    {
        var tables = Open();
        var store = await StoreAsync(tables);
        var users = new UserTable(tables);
        await users.AddAsync(Home.Name, new User(_user, _user), "hash", default);

        for (var i = 0; i < 21; i++)
            await store.AddAsync(Home, _user, $"browser {i}", default);

        Assert.Equal(new UserLogin(_user, "hash"), await users.FindLoginAsync(Home.Name, _user, default) is { } login ? login with { Version = null } : null);
    }

    [Theory]
    [MemberData(nameof(HostileNames.All), MemberType = typeof(HostileNames))]
    public async Task User_and_cookie_may_be_any_text(string name)
    {
        var store = await StoreAsync();

        await store.AddAsync(Home, _user + name, name, default);

        Assert.True(await store.KnowsAsync(Home, _user + name, name, default));
        Assert.False(await store.KnowsAsync(Home, _user, name, default));
    }

    private Task<BrowserStore> StoreAsync() => StoreAsync(Open());

    private static async Task<BrowserStore> StoreAsync(TableServiceClient tables)
    {
        await tables.CreateTableIfNotExistsAsync(TableNames.Users);
        return new BrowserStore(tables, NullLogger<BrowserStore>.Instance);
    }
}

public sealed class BrowserStoreInMemory : BrowserStoreContract
{
    protected override TableServiceClient Open() => TableEngine.InMemory(TimeProvider.System);
}

public sealed class BrowserStoreInFile : BrowserStoreContract, IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    protected override TableServiceClient Open() => TableEngine.File(_folder.PathOf("tables.db"), TimeProvider.System);
}

public sealed class BrowserStoreOnAzurite(AzuriteFixture azurite) : BrowserStoreContract
{
    protected override TableServiceClient Open() => new(azurite.Server.ConnectionString);
}
