using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Tollgate.Domain;
using Tollgate.Domain.Applications;
using Tollgate.Domain.Audit;
using Tollgate.Domain.Clients;
using Tollgate.Domain.Grants;
using Tollgate.Domain.Handles;
using Tollgate.Domain.Keys;
using Tollgate.Domain.Messages;
using Tollgate.Domain.Protocol;
using Tollgate.Domain.Users;
using Tollgate.Domain.Workspaces;
using Tollgate.EmbeddedTables;
using Tollgate.Functions;
using Tollgate.Functions.Http;
using Tollgate.Functions.Tables;

namespace Tollgate.Micro;

/// <summary>The classes of the function app over embedded tables, without a web server. There is one client and one key.</summary>
internal sealed class Scene
{
    private const string ClientIdText = "bench-client";
    private const string Secret = "bench-secret";

    private readonly ServiceProvider _services;

    public Scene()
    {
        var tables = TableEngine.InMemory(TimeProvider.System);
        var services = new ServiceCollection().AddLogging().AddSingleton(tables).AddSingleton<IKeyRings>(new OneKey());
        services.AddTollgate(new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Issuer"] = "http://127.0.0.1:7071",
            ["Signing:Mode"] = "local",
        }).Build());
        _services = services.BuildServiceProvider();
        foreach (var name in TableNames.All)
            tables.CreateTableIfNotExistsAsync(name).GetAwaiter().GetResult();
        Client = new Client(ClientIdText)
        {
            Secrets = [ClientSecret.Of(Secret, DateTimeOffset.UnixEpoch)],
            GrantTypes = [GrantTypes.ClientCredentials, GrantTypes.RefreshToken],
            Scope = ScopeSet.Of("notes.read", "notes.write"),
        };
        Get<UserTable>().AddAsync(Workspace.DefaultName, new Domain.Users.User("alice", "alice"), "", null, CancellationToken.None).GetAwaiter().GetResult();
        Server = Get<AuthorizationServer>();
        Runner = Get<EndpointRunner>();
        Workspace = Get<Workspace>();
        var creation = ApplicationChange.Create(Client, AuditRecord.CommandLine, Client.CreatedAt);
        Get<IApplicationStore>().TryChangeAsync(Workspace, creation, CancellationToken.None).GetAwaiter().GetResult();
    }

    public static byte[] ClientCredentialsForm { get; } = "grant_type=client_credentials&scope=notes.read+notes.write"u8.ToArray();

    public static string Authorization { get; } = "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"{ClientIdText}:{Secret}"));

    public AuthorizationServer Server { get; }

    public EndpointRunner Runner { get; }

    public Workspace Workspace { get; }

    public Client Client { get; }

    public T Get<T>() where T : notnull => _services.GetRequiredService<T>();

    public EndpointRequest Request(ReadOnlySpan<byte> form) => new(Workspace, ParameterSet.Parse(form).Value!) { Authorization = Authorization };

    /// <summary>Adds a grant to the tables. Returns it with its first refresh token.</summary>
    public async Task<(AuthorizationGrant Grant, Handle Token)> AddGrantAsync()
    {
        var randomness = Get<Randomness>();
        var expiresAt = TimeProvider.System.GetUtcNow().AddDays(90);
        var id = ExpiringId.New(expiresAt, randomness);
        var (state, token) = RefreshState.Start(id, expiresAt, randomness);
        var grant = new AuthorizationGrant(id)
        {
            ClientId = ClientIdText,
            Subject = "alice",
            Scope = ScopeSet.Of("notes.read"),
            State = GrantState.Active,
            ExpiresAt = expiresAt,
            Authentication = Authentication.ByPassword(TimeProvider.System.GetUtcNow()),
            Refresh = state,
        };
        await Get<IGrantStore>().AddAsync(Workspace, grant, CancellationToken.None);
        return (grant, token);
    }

    public static PublicKey PublicOf(ECDsa key) => new(SigningAlgorithms.ES256, key.ExportParameters(false));

    public static ReadOnlyMemory<byte> SomeSigningInput { get; } =
        Base64Url.EncodeToUtf8(Encoding.UTF8.GetBytes(new string('x', 300)));
}
