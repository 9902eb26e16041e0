using Azure.Data.Tables;
using Tollgate.Domain.Clients;
using Tollgate.Domain.Protocol;
using Tollgate.Domain.Workspaces;
using Tollgate.EmbeddedTables;
using Tollgate.Functions.Tables;
using Tollgate.TestKit;

namespace Tollgate.Functions.Tests.Tables;

/// <summary>Tests the consent table on every table engine.</summary>
public abstract class ConsentTableContract
{
    private static readonly Workspace Home = new("home", new Uri("https://home.example"));
    private static readonly Client Client = new("client") { Generation = "first" };
    private readonly string _subject = Guid.NewGuid().ToString("n");

    protected abstract TableServiceClient Open();

    [Fact]
    public async Task A_consent_that_was_not_given_is_empty()
    {
        var table = await TableAsync();

        Assert.Empty((await table.FindAsync(Home, _subject, Client, default)).Tokens);
    }

    [Fact]
    public async Task Each_consent_adds_scopes_to_the_earlier_consents()
    {
        var table = await TableAsync();

        await table.AddAsync(Home, _subject, Client, ScopeSet.Of("openid", "email"), default);
        await table.AddAsync(Home, _subject, Client, ScopeSet.Of("email", "notes.read"), default);
        await table.AddAsync(Home, _subject, Client, ScopeSet.Empty, default);

        Assert.Equal(["openid", "email", "notes.read"], (await table.FindAsync(Home, _subject, Client, default)).Tokens);
    }

    [Fact]
    public async Task No_concurrent_consent_is_lost()
    {
        var table = await TableAsync();

        await Task.WhenAll(Enumerable.Range(0, 10).Select(i =>
            Task.Run(() => table.AddAsync(Home, _subject, Client, ScopeSet.Of($"scope-{i}"), default))));

        var given = await table.FindAsync(Home, _subject, Client, default);
        Assert.Equal(Enumerable.Range(0, 10).Select(i => $"scope-{i}"), given.Tokens.Order());
    }

    [Fact]
    public async Task Each_user_client_and_workspace_has_its_own_consent()
    {
        var table = await TableAsync();
        await table.AddAsync(Home, _subject, Client, ScopeSet.Of("openid"), default);

        Assert.Empty((await table.FindAsync(Home, _subject + "x", Client, default)).Tokens);
        Assert.Empty((await table.FindAsync(Home, _subject, new Client("Client"), default)).Tokens);
        Assert.Empty((await table.FindAsync(new Workspace("other", Home.IssuerAddress), _subject, Client, default)).Tokens);
    }

    [Fact]
    public async Task A_consent_to_another_generation_of_the_client_does_not_count()
    {
        var table = await TableAsync();
        var (ofOld, next) = (Client with { Generation = null }, Client with { Generation = "second" });
        await table.AddAsync(Home, _subject, ofOld, ScopeSet.Of("openid"), default);

        Assert.Equal("openid", (await table.FindAsync(Home, _subject, ofOld, default)).Text);
        Assert.Empty((await table.FindAsync(Home, _subject, Client, default)).Tokens);

        await table.AddAsync(Home, _subject, Client, ScopeSet.Of("email"), default);
        Assert.Equal("email", (await table.FindAsync(Home, _subject, Client, default)).Text);
        Assert.Empty((await table.FindAsync(Home, _subject, ofOld, default)).Tokens);
        Assert.Empty((await table.FindAsync(Home, _subject, next, default)).Tokens);
        Assert.Empty((await table.FindAsync(Home, _subject, Client with { ConsentGeneration = "later" }, default)).Tokens);
    }

    [Fact]
    public async Task Every_valid_client_id_fits_a_key()
    {
        var table = await TableAsync();
        foreach (var clientId in new[] { ".", "..", "~", "-._~", new string('x', 128) })
        {
            await table.AddAsync(Home, _subject, new Client(clientId), ScopeSet.Of("openid"), default);
            Assert.Equal("openid", (await table.FindAsync(Home, _subject, new Client(clientId), default)).Text);
        }
    }

    private async Task<ConsentTable> TableAsync()
    {
        var tables = Open();
        await tables.CreateTableIfNotExistsAsync(TableNames.Consents);
        return new ConsentTable(tables);
    }
}

public sealed class ConsentTableInMemory : ConsentTableContract
{
    protected override TableServiceClient Open() => TableEngine.InMemory(TimeProvider.System);
}

public sealed class ConsentTableInFile : ConsentTableContract, IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    protected override TableServiceClient Open() => TableEngine.File(_folder.PathOf("tables.db"), TimeProvider.System);
}

public sealed class ConsentTableOnAzurite(AzuriteFixture azurite) : ConsentTableContract
{
    protected override TableServiceClient Open() => new(azurite.Server.ConnectionString);
}
