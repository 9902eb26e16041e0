using System.Collections.Concurrent;
using System.Globalization;
using Azure.Data.Tables;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Tollgate.Domain.Clients;
using Tollgate.Domain.Grants;
using Tollgate.Domain.Handles;
using Tollgate.Domain.Protocol;
using Tollgate.Domain.Users;
using Tollgate.Domain.Workspaces;
using Tollgate.EmbeddedTables;
using Tollgate.Functions.Tables;
using Tollgate.LocalHost.Hosting;
using Tollgate.TestKit;

namespace Tollgate.SideBySide.Servers;

/// <summary>A child process with LocalHost, whose tables hold many grants and clients before the first request.</summary>
internal static class GrowthHost
{
    public const string ClientSecretText = "bench-secret";

    /// <summary>The number of refresh tokens that the host writes to a file for the load. They are spread evenly over the grants.</summary>
    public const int Families = 1000;

    public static string ClientIdOf(int number) => string.Create(CultureInfo.InvariantCulture, $"bench-{number:d6}");

    public static string WorkspaceOf(int number) => string.Create(CultureInfo.InvariantCulture, $"bench-{number:d5}");

    public static async Task RunAsync(string[] args)
    {
        var (address, keys, filling) = (args[0], args[1], Filling.Read(args[2..]));
        var tables = filling.ConnectionString.Length > 0
            ? new TableServiceClient(filling.ConnectionString)
            : TableEngine.InMemory(TimeProvider.System);
        foreach (var name in TableNames.All)
            await tables.CreateTableIfNotExistsAsync(name);
        await AddKeyClientAsync(tables);
        await EachAsync(filling.Clients, i => AddClientAsync(tables, Workspace.DefaultName, ClientIdOf(i)));
        await EachAsync(filling.Workspaces, async i =>
        {
            await new WorkspaceTable(tables).AddAsync(new Workspace(WorkspaceOf(i), new Uri($"{address}/{WorkspaceOf(i)}")), CancellationToken.None);
            await AddClientAsync(tables, WorkspaceOf(i), ClientIdOf(i));
        });
        await File.WriteAllLinesAsync(filling.TokenFile, await AddGrantsAsync(tables, filling.Grants));
        GC.Collect();
        var options = new LocalHostOptions { Address = new Uri(address), LogLevel = LogLevel.Warning, Keys = keys };
        await using var host = await LocalHostServer.StartAsync(options, services => services.AddSingleton(tables));
        await host.WaitForShutdownAsync();
    }

    private static async Task AddClientAsync(TableServiceClient tables, string workspace, string clientId)
    {
        var now = TimeProvider.System.GetUtcNow();
        var client = new Client(clientId)
        {
            Secrets = [ClientSecret.Of(ClientSecretText, now)],
            GrantTypes = [GrantTypes.ClientCredentials],
            Scope = ScopeSet.Of("notes.read"),
            CreatedAt = now,
        };
        await tables.RegisterClientAsync(workspace, client);
    }

    private static async Task AddKeyClientAsync(TableServiceClient tables) => await tables.RegisterClientAsync(
        Workspace.DefaultName,
        new Client(BenchKey.ClientId)
        {
            Keys = ClientKeys.In(await File.ReadAllTextAsync(BenchKey.JwksFile)),
            TokenEndpointAuthMethod = AuthenticationMethods.PrivateKeyJwt,
            GrantTypes = [GrantTypes.ClientCredentials],
            Scope = ScopeSet.Of("notes.read", "notes.write"),
            CreatedAt = TimeProvider.System.GetUtcNow(),
        });

    /// <summary>Adds several rows at the same time, because each addition to external tables waits for an answer.</summary>
    private static Task EachAsync(int count, Func<int, Task> addAsync) => Parallel.ForEachAsync(
        Enumerable.Range(0, count), new ParallelOptions { MaxDegreeOfParallelism = 16 }, async (i, _) => await addAsync(i));

    /// <summary>Adds copies of a grant that the store itself wrote. Each copy has its own id, seed and hash.</summary>
    private static async Task<List<string>> AddGrantsAsync(TableServiceClient tables, int count)
    {
        var (randomness, expiresAt) = (new Randomness(), TimeProvider.System.GetUtcNow().AddDays(90));
        var table = tables.GetTableClient(TableNames.Grants);
        var model = await ModelAsync(tables, table, expiresAt, randomness);
        var tokens = new ConcurrentBag<string>();
        var every = Math.Max(1, count / Families);
        await EachAsync(count, async i =>
        {
            var id = ExpiringId.New(expiresAt, randomness);
            var (state, token) = RefreshState.Start(id, expiresAt, randomness);
            await table.AddEntityAsync(new TableEntity(model)
            {
                PartitionKey = id,
                ["RefreshSeed"] = state.Seed,
                ["RefreshHash"] = state.CurrentHash,
            });
            if (i % every == 0)
                tokens.Add(token.Text);
        });
        return [.. tokens.Take(Families)];
    }

    private static async Task<TableEntity> ModelAsync(TableServiceClient tables, TableClient table, DateTimeOffset expiresAt, Randomness randomness)
    {
        using var logs = NullLoggerFactory.Instance;
        var store = new GrantTable(tables, new ExpiredRows(TimeProvider.System, logs.CreateLogger<ExpiredRows>()));
        var id = ExpiringId.New(expiresAt, randomness);
        await store.AddAsync(
            new Workspace(Workspace.DefaultName, new Uri("http://127.0.0.1")),
            new AuthorizationGrant(id)
            {
                ClientId = "demo-web",
                Subject = "3f6c1a52b7d94e0f",
                Scope = ScopeSet.Of("notes.read"),
                State = GrantState.Active,
                ExpiresAt = expiresAt,
                Authentication = Authentication.ByPassword(TimeProvider.System.GetUtcNow()),
                RedirectUri = Candidate.RedirectUri,
                SessionId = ExpiringId.New(expiresAt, randomness),
                Redemption = randomness.Id(),
                Refresh = RefreshState.Start(id, expiresAt, randomness).State,
            },
            CancellationToken.None);
        var row = await table.GetEntityAsync<TableEntity>(id, "grant");
        return row.Value;
    }
}
