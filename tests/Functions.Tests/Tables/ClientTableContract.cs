using System.Text.Json;
using Azure.Data.Tables;
using Tollgate.Domain.Applications;
using Tollgate.Domain.Audit;
using Tollgate.Domain.Clients;
using Tollgate.Domain.Handles;
using Tollgate.Domain.Protocol;
using Tollgate.Domain.Workspaces;
using Tollgate.EmbeddedTables;
using Tollgate.Functions.Tables;
using Tollgate.TestKit;

namespace Tollgate.Functions.Tests.Tables;

/// <summary>Tests the rows of clients on every table engine. <see cref="ApplicationTable"/> writes them, <see cref="ClientTable"/> reads them.</summary>
public abstract class ClientTableContract
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    protected abstract TableServiceClient Open();

    [Fact]
    public async Task A_client_comes_back_as_it_was_stored()
    {
        var (table, applications) = await TablesAsync();
        var client = Sample("round-trip") with
        {
            Secrets = [ClientSecret.Of("one", Now), ClientSecret.Of("two", Now) with { ExpiresAt = Now.AddHours(1) }],
            Audience = "https://api.example",
            TokenEndpointAuthMethod = "client_secret_post",
            IdTokenSignedResponseAlg = "RS256",
            AccessTokenSignedResponseAlg = "PS256",
            RefreshReturnsIdToken = true,
            IsDisabled = true,
        };
        Assert.True(await AddAsync(applications, "w", client));
        var read = await table.FindAsync("w", "round-trip", default);

        Assert.NotNull(read);
        Assert.Equal(client.ClientName, read.ClientName);
        Assert.Equal(client.GrantTypes, read.GrantTypes);
        Assert.Equal(client.Scope.Text, read.Scope.Text);
        Assert.Equal(client.CreatedAt, read.CreatedAt);
        Assert.Equal(client.Secrets.Select(s => Convert.ToHexString(s.Hash.Span)), read.Secrets.Select(s => Convert.ToHexString(s.Hash.Span)));
        Assert.Equal(client.Secrets.Select(s => s.ExpiresAt), read.Secrets.Select(s => s.ExpiresAt));
        Assert.Equal(
            (client.Audience, client.TokenEndpointAuthMethod, client.IdTokenSignedResponseAlg, client.AccessTokenSignedResponseAlg, true, client.IsDisabled),
            (read.Audience, read.TokenEndpointAuthMethod, read.IdTokenSignedResponseAlg, read.AccessTokenSignedResponseAlg, read.RefreshReturnsIdToken,
                read.IsDisabled));
    }

    [Fact]
    public async Task The_keys_and_rules_of_a_client_come_back_as_they_were_stored()
    {
        var (table, applications) = await TablesAsync();
        var federated = new FederatedCredential(["https://issuer.example"])
        {
            Kind = "github",
            Audiences = ["https://as.example"],
            Claims = [new("sub", ["repo:a/b:*", "repo:a@1/b@2:*"]), new("idtyp", ["app"], IsRequired: false)],
            JwkSet = """{"keys":[]}""",
        };
        var client = Sample("keys") with
        {
            Keys = ClientKeys.At("https://client.example/jwks"),
            Federated = [federated],
            TokenEndpointAuthSigningAlg = "PS256",
            TakesLaxAudience = true,
            RequiresPushedRequests = true,
            RequiresDpop = true,
            Profile = SecurityProfile.Fapi2,
        };
        await AddAsync(applications, "w", client);
        await AddAsync(applications, "w", Sample("in") with { Keys = ClientKeys.In("""{"keys":[]}""") });

        var read = await table.FindAsync("w", "keys", default);

        Assert.Equal((client.Keys, "PS256"), (read!.Keys, read.TokenEndpointAuthSigningAlg));
        Assert.Equal(JsonSerializer.Serialize(federated), JsonSerializer.Serialize(Assert.Single(read.Federated)));
        Assert.Equal((true, true, true, SecurityProfile.Fapi2), (read.TakesLaxAudience, read.RequiresPushedRequests, read.RequiresDpop, read.Profile));
        Assert.Equal(ClientKeys.In("""{"keys":[]}"""), (await table.FindAsync("w", "in", default))!.Keys);
    }

    [Fact]
    public async Task Unset_members_stay_unset()
    {
        var (table, applications) = await TablesAsync();
        await AddAsync(applications, "w", Sample("bare"));
        var read = await table.FindAsync("w", "bare", default);
        Assert.Equal((null, null, null, false), (read!.Audience, read.TokenEndpointAuthMethod, read.IdTokenSignedResponseAlg, read.IsDisabled));
        Assert.Equal((null, false), (read.AccessTokenSignedResponseAlg, read.RefreshReturnsIdToken));
        Assert.Equal((null, false, false, false), (read.Keys, read.TakesLaxAudience, read.RequiresPushedRequests, read.RequiresDpop));
        Assert.Equal((0, SecurityProfile.None), (read.Federated.Count, read.Profile));
    }

    [Theory]
    [InlineData(ClientOrigin.Document)]
    [InlineData(ClientOrigin.Applicant)]
    public async Task A_client_whose_id_is_an_address_is_found_and_listed_by_that_address(ClientOrigin origin)
    {
        const string id = "https://app.example/a?b#c";
        var (table, applications) = await TablesAsync();
        Assert.True(await AddAsync(applications, "w", Sample(id) with { Origin = origin }));
        await AddAsync(applications, "w", Sample("plain"));
        Assert.Equal(origin, (await table.FindAsync("w", id, default))!.Origin);
        Assert.Equal([id, "plain"], (await IdsAsync(applications, "w")).Order());
    }

    [Fact]
    public async Task An_id_is_given_to_only_one_client()
    {
        var (table, applications) = await TablesAsync();
        var tries = await Task.WhenAll(Enumerable.Range(0, 10).Select(i => AddAsync(applications, "w", Sample("same") with { ClientName = $"{i}" })));
        Assert.Single(tries, won => won);
    }

    [Fact]
    public async Task A_workspace_does_not_see_the_clients_of_another()
    {
        var (table, applications) = await TablesAsync();
        await AddAsync(applications, "a", Sample("mine"));
        await AddAsync(applications, "a-b", Sample("theirs"));
        Assert.Null(await table.FindAsync("a-b", "mine", default));
        Assert.Equal(["mine"], await IdsAsync(applications, "a"));
        Assert.Equal(["theirs"], await IdsAsync(applications, "a-b"));
    }

    [Fact]
    public async Task Clients_are_listed_in_the_order_of_their_ids()
    {
        var (_, applications) = await TablesAsync();
        foreach (var id in new[] { "c", "a", "b.x", "b_y", "b~z", "B" })
            await AddAsync(applications, "list", Sample(id));
        var ids = await IdsAsync(applications, "list");
        Assert.Equal(ids.Order(StringComparer.Ordinal), ids);
        Assert.Equal(6, ids.Count);
    }

    [Fact]
    public async Task No_concurrent_change_is_lost()
    {
        var (table, applications) = await TablesAsync();
        await AddAsync(applications, "w", Sample("busy"));
        await Task.WhenAll(Enumerable.Range(0, 8).Select(i => ChangeAsync(
            applications, "busy", client => client with { Secrets = [.. client.Secrets, ClientSecret.Of($"{i}", Now)] })));
        var read = await table.FindAsync("w", "busy", default);
        Assert.Equal(8, read!.Secrets.Count);
    }

    [Fact]
    public async Task A_removed_client_is_gone_and_a_second_removal_changes_nothing()
    {
        var (table, applications) = await TablesAsync();
        await AddAsync(applications, "w", Sample("gone"));
        var removal = ApplicationChange.Remove((await applications.FindClientAsync(At("w"), "gone", default))!, "alice", Now);
        Assert.True(await applications.TryChangeAsync(At("w"), removal, default));
        Assert.False(await applications.TryChangeAsync(At("w"), removal, default));
        Assert.Null(await table.FindAsync("w", "gone", default));
        Assert.False(await applications.TryChangeAsync(At("w"), ApplicationChange.Edit(removal.Removed!, "alice", Now), default));
    }

    private static Client Sample(string id) => new(id)
    {
        ClientName = "Ünïcode \"quoted\" 'name'",
        GrantTypes = [GrantTypes.ClientCredentials],
        Scope = ScopeSet.Of("notes.read", "notes.write"),
        CreatedAt = Now,
    };

    private static Workspace At(string name) => new(name, new Uri("https://auth.example"));

    private static Task<bool> AddAsync(ApplicationTable applications, string workspace, Client client) =>
        applications.TryChangeAsync(At(workspace), ApplicationChange.Create(client, AuditRecord.CommandLine, Now), default);

    /// <summary>Changes a client. Like every writer, it starts again if another change came first.</summary>
    private static async Task ChangeAsync(ApplicationTable applications, string clientId, Func<Client, Client> change)
    {
        Client client;
        do
            client = (await applications.FindClientAsync(At("w"), clientId, default))!;
        while (!await applications.TryChangeAsync(At("w"), ApplicationChange.Edit(change(client), "alice", Now), default));
    }

    private static async Task<List<string>> IdsAsync(ApplicationTable applications, string workspace) =>
        await applications.ListClientsAsync(At(workspace), default).Select(client => client.ClientId).ToListAsync();

    private async Task<(ClientTable Clients, ApplicationTable Applications)> TablesAsync()
    {
        var tables = Open();
        await tables.CreateTableIfNotExistsAsync(TableNames.Clients);
        var applications = new ApplicationTable(tables, new Randomness());
        // All tests of the run share one Azurite, so each test empties its workspaces first.
        foreach (var workspace in new[] { "w", "a", "a-b", "list" })
            await foreach (var client in applications.ListClientsAsync(At(workspace), default))
                await applications.TryChangeAsync(At(workspace), ApplicationChange.Remove(client, "alice", Now), default);
        return (new ClientTable(tables), applications);
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
