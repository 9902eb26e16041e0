using Azure.Data.Tables;
using Tollgate.Domain.Clients;
using Tollgate.Domain.Protocol;
using Tollgate.EmbeddedTables;
using Tollgate.Functions.Tables;
using Tollgate.TestKit;

namespace Tollgate.Functions.Tests.Tables;

/// <summary>What the client table promises, on whichever engine.</summary>
public abstract class ClientTableContract
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    protected abstract TableServiceClient Open();

    [Fact]
    public async Task A_client_comes_back_as_it_was_stored()
    {
        var table = await TableAsync();
        var client = Sample("round-trip") with
        {
            Secrets = [ClientSecret.Of("one", Now), ClientSecret.Of("two", Now) with { ExpiresAt = Now.AddHours(1) }],
            Audience = "https://api.example",
            TokenEndpointAuthMethod = "client_secret_post",
            SigningAlgorithm = "RS256",
            IsDisabled = true,
        };
        Assert.True(await table.AddAsync("w", client, default));
        var read = await table.FindAsync("w", "round-trip", default);

        Assert.NotNull(read);
        Assert.Equal(client.ClientName, read.ClientName);
        Assert.Equal(client.GrantTypes, read.GrantTypes);
        Assert.Equal(client.Scope.Text, read.Scope.Text);
        Assert.Equal(client.CreatedAt, read.CreatedAt);
        Assert.Equal(client.Secrets.Select(s => Convert.ToHexString(s.Hash.Span)), read.Secrets.Select(s => Convert.ToHexString(s.Hash.Span)));
        Assert.Equal(client.Secrets.Select(s => s.ExpiresAt), read.Secrets.Select(s => s.ExpiresAt));
        Assert.Equal(
            (client.Audience, client.TokenEndpointAuthMethod, client.SigningAlgorithm, client.IsDisabled),
            (read.Audience, read.TokenEndpointAuthMethod, read.SigningAlgorithm, read.IsDisabled));
    }

    [Fact]
    public async Task Members_that_are_not_set_stay_so()
    {
        var table = await TableAsync();
        await table.AddAsync("w", Sample("bare"), default);
        var read = await table.FindAsync("w", "bare", default);
        Assert.Equal((null, null, null, false), (read!.Audience, read.TokenEndpointAuthMethod, read.SigningAlgorithm, read.IsDisabled));
    }

    [Fact]
    public async Task An_id_is_given_away_once()
    {
        var table = await TableAsync();
        var tries = await Task.WhenAll(Enumerable.Range(0, 10).Select(i => table.AddAsync("w", Sample("same") with { ClientName = $"{i}" }, default)));
        Assert.Single(tries, won => won);
    }

    [Fact]
    public async Task A_workspace_does_not_see_the_clients_of_another()
    {
        var table = await TableAsync();
        await table.AddAsync("a", Sample("mine"), default);
        await table.AddAsync("a-b", Sample("theirs"), default);
        Assert.Null(await table.FindAsync("a-b", "mine", default));
        Assert.Equal(["mine"], await IdsAsync(table, "a"));
        Assert.Equal(["theirs"], await IdsAsync(table, "a-b"));
    }

    [Fact]
    public async Task Clients_are_listed_in_the_order_of_their_ids()
    {
        var table = await TableAsync();
        foreach (var id in new[] { "c", "a", "b.x", "b_y", "b~z", "B" })
            await table.AddAsync("list", Sample(id), default);
        var ids = await IdsAsync(table, "list");
        Assert.Equal(ids.Order(StringComparer.Ordinal), ids);
        Assert.Equal(6, ids.Count);
    }

    [Fact]
    public async Task Of_changes_at_the_same_time_none_is_lost()
    {
        var table = await TableAsync();
        await table.AddAsync("w", Sample("busy"), default);
        await Task.WhenAll(Enumerable.Range(0, 8).Select(i => table.ChangeAsync(
            "w", "busy", client => client with { Secrets = [.. client.Secrets, ClientSecret.Of($"{i}", Now)] }, default)));
        var read = await table.FindAsync("w", "busy", default);
        Assert.Equal(8, read!.Secrets.Count);
    }

    [Fact]
    public async Task Removing_takes_the_client_away_and_says_whether_there_was_one()
    {
        var table = await TableAsync();
        await table.AddAsync("w", Sample("gone"), default);
        Assert.True(await table.RemoveAsync("w", "gone", default));
        Assert.False(await table.RemoveAsync("w", "gone", default));
        Assert.Null(await table.FindAsync("w", "gone", default));
        Assert.Null(await table.ChangeAsync("w", "gone", client => client, default));
    }

    private static Client Sample(string id) => new(id)
    {
        ClientName = "Ünïcode \"quoted\" 'name'",
        GrantTypes = [GrantTypes.ClientCredentials],
        Scope = ScopeSet.Of("notes.read", "notes.write"),
        CreatedAt = Now,
    };

    private static async Task<List<string>> IdsAsync(ClientTable table, string workspace)
    {
        var ids = new List<string>();
        await foreach (var client in table.ListAsync(workspace))
            ids.Add(client.ClientId);
        return ids;
    }

    private async Task<ClientTable> TableAsync()
    {
        var tables = Open();
        await tables.CreateTableIfNotExistsAsync(TableNames.Clients);
        var table = new ClientTable(tables);
        // Azurite serves all tests of the run, and each begins with nothing.
        foreach (var workspace in new[] { "w", "a", "a-b", "list" })
            foreach (var id in await IdsAsync(table, workspace))
                await table.RemoveAsync(workspace, id, default);
        return table;
    }
}

public sealed class ClientTableInMemory : ClientTableContract
{
    protected override TableServiceClient Open() => TableEngine.InMemory(TimeProvider.System);
}

public sealed class ClientTableInFile : ClientTableContract, IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    protected override TableServiceClient Open() => TableEngine.File(_folder.PathOf("clients.db"), TimeProvider.System);
}

public sealed class ClientTableOnAzurite(AzuriteFixture azurite) : ClientTableContract
{
    protected override TableServiceClient Open() => new(azurite.Server.ConnectionString);
}
