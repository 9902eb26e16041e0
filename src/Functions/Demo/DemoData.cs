using Tollgate.Domain.Applications;
using Tollgate.Domain.Audit;
using Tollgate.Domain.Clients;
using Tollgate.Domain.Handles;
using Tollgate.Domain.Protocol;
using Tollgate.Domain.TrustedIssuers;
using Tollgate.Domain.Users;
using Tollgate.Domain.Welcome;
using Tollgate.Domain.Workspaces;
using Tollgate.Functions.Settings;
using Tollgate.Functions.Tables;

namespace Tollgate.Functions.Demo;

/// <summary>
/// The clients and the user that the README, the start-up banner and the start page use. Their secrets are public, so only
/// local mode has them.
/// </summary>
public static class DemoData
{
    public const string ServiceClientId = "demo-service";
    public const string WorkloadClientId = "demo-workload";
    public const string ServiceClientSecret = "demo-service-secret";
    public const string TryItClientId = "demo-try-it";
    public const string DeviceClientId = "demo-device";
    public const string SinglePageClientId = "demo-spa";
    public const string LegacyClientId = "demo-legacy";
    public const string LegacyClientSecret = "demo-legacy-secret";

    /// <summary>The default address of LocalHost.</summary>
    public const string LocalHostAddress = "http://127.0.0.1:7071";

    /// <summary>The default folder of LocalHost's keys.</summary>
    public const string LocalHostKeys = ".tollgate";

    /// <summary>The audience of the tokens of the demo's external identity provider.</summary>
    public const string ExternalAudience = "tollgate-demo";

    private const string Callback = "http://127.0.0.1:8400/callback";

    /// <summary>The hash of "wonderland", made once. Hashing is slow on purpose and would slow down each start.</summary>
    private const string AlicesPasswordHash = "AQAAAAIAAzRQAAAAEIaGYvkgaFctFQDb/8kDhDoESmBOm4IihDe6hVrDQ/KsY4qCZddayJyvyUxMVw1z5g==";

    private static readonly ScopeSet Notes = ScopeSet.Of("notes.read", "notes.write");

    public static readonly ScopeSet Scope = ScopeSet.Of(StandardScopes.Usual.Tokens.Concat(Notes.Tokens));

    /// <summary>The clients in the examples of the welcome page.</summary>
    internal static readonly IReadOnlyList<ExampleClient> Examples =
    [
        new(ServiceClientId, ServiceClientSecret, null) { GrantTypes = [GrantTypes.ClientCredentials, GrantTypes.TokenExchange], IsConfidential = true },
        new(SinglePageClientId, null, Callback) { GrantTypes = [GrantTypes.AuthorizationCode, GrantTypes.RefreshToken] },
        new(DeviceClientId, null, null) { GrantTypes = [GrantTypes.DeviceCode] },
        new(LegacyClientId, LegacyClientSecret, Callback)
        {
            GrantTypes = [GrantTypes.Implicit, GrantTypes.Password],
            IsConfidential = true,
            User = new ExampleUser("alice", "wonderland"),
        },
    ];

    internal static async Task SeedAsync(
        TollgateSettings settings,
        WorkspaceTable workspaces,
        IApplicationStore applications,
        UserTable users,
        TrustedIssuerTable issuers,
        TimeProvider time,
        Randomness randomness,
        CancellationToken cancellationToken)
    {
        var workspace = settings.UsualWorkspace(Workspace.DefaultName) with { Resources = [NotesAt(settings)] };
        await workspaces.AddAsync(workspace, cancellationToken);
        foreach (var client in Clients(settings, time.GetUtcNow()))
            await PutAsync(applications, workspace, client.Made(client.CreatedAt, randomness), cancellationToken);
        var alice = new User("3f6c1a52b7d94e0f", "alice")
        {
            Name = "Alice Liddell",
            GivenName = "Alice",
            FamilyName = "Liddell",
            Email = "alice@example.com",
            IsEmailVerified = true,
            UpdatedAt = time.GetUtcNow(),
        };
        await issuers.PutAsync(
            Workspace.DefaultName,
            new TrustedIssuer(ExternalIssuer(settings.Issuer)) { Audience = ExternalAudience, Clients = [ServiceClientId] },
            cancellationToken);
        await users.AddAsync(Workspace.DefaultName, alice, AlicesPasswordHash, null, cancellationToken);
    }

    /// <summary>
    /// A client that exists keeps its grants and consents. A start writes it only if the demo's description has changed, so that starts do
    /// not fill the client's history.
    /// </summary>
    private static async Task PutAsync(IApplicationStore applications, Workspace workspace, Client client, CancellationToken cancellationToken)
    {
        var now = client.CreatedAt;
        while (true)
        {
            var known = await applications.FindClientAsync(workspace, client.ClientId, cancellationToken);
            var described = known is null ? client : Described(client, known);
            if (known is not null && ClientRow.AreSame(known, described))
                return;
            var change = known is null
                ? ApplicationChange.Create(described, AuditRecord.Demo, now)
                : ApplicationChange.Edit(described, AuditRecord.Demo, now);
            if (await applications.TryChangeAsync(workspace, change, cancellationToken))
                return;
        }
    }

    /// <summary>The demo's description of a client that exists.</summary>
    private static Client Described(Client client, Client known) => client with
    {
        CreatedAt = known.CreatedAt,
        IdTokenSignedResponseAlg = known.IdTokenSignedResponseAlg,
        AccessTokenSignedResponseAlg = known.AccessTokenSignedResponseAlg,
        Secrets = [.. client.Secrets.Select(secret => secret with { CreatedAt = known.CreatedAt })],
        Generation = known.Generation,
        ConsentGeneration = known.ConsentGeneration,
        Version = known.Version,
    };

    /// <summary>The API that the demo clients may use. This server plays it.</summary>
    internal static Resource NotesAt(TollgateSettings settings)
    {
        var address = settings.Issuer.AbsoluteUri.TrimEnd('/');
        return new Resource("Notes", address)
        {
            Scopes = Notes,
            DocumentationUri = address + DemoApiEndpoint.Path,
            GraphQlUri = $"{address}{DemoApiEndpoint.Path}#{DemoApiPage.GraphQl}",
        };
    }

    /// <summary>The issuer of the demo's external identity provider. LocalHost plays the provider.</summary>
    public static string ExternalIssuer(Uri issuer) => issuer.AbsoluteUri.TrimEnd('/') + "/demo-idp";

    private static IEnumerable<Client> Clients(TollgateSettings settings, DateTimeOffset now) =>
        [.. ConfidentialClients(settings, now), Workload(settings, now), .. PublicClients(settings, now)];

    private static IEnumerable<Client> ConfidentialClients(TollgateSettings settings, DateTimeOffset now)
    {
        yield return new Client(ServiceClientId)
        {
            ClientName = "Demo service",
            Secrets = [ClientSecret.Of(ServiceClientSecret, now)],
            GrantTypes = [GrantTypes.ClientCredentials, GrantTypes.TokenExchange, GrantTypes.JwtBearer],
            Scope = Notes,
            ResourceServerFor = [settings.Issuer.AbsoluteUri.TrimEnd('/')],
            CreatedAt = now,
        };
        yield return new Client("demo-web")
        {
            ClientName = "Demo web application",
            Secrets = [ClientSecret.Of("demo-web-secret", now)],
            GrantTypes = [GrantTypes.AuthorizationCode, GrantTypes.RefreshToken],
            Scope = Scope,
            RedirectUris = [Callback],
            PostLogoutRedirectUris = [Callback],
            CreatedAt = now,
        };
        yield return new Client(LegacyClientId)
        {
            ClientName = "Demo of the old ways",
            Secrets = [ClientSecret.Of(LegacyClientSecret, now)],
            GrantTypes =
            [
                GrantTypes.AuthorizationCode, GrantTypes.RefreshToken, GrantTypes.ClientCredentials, GrantTypes.Password, GrantTypes.Implicit,
            ],
            Scope = Scope,
            RedirectUris = [Callback],
            RequiresPkce = false,
            CreatedAt = now,
        };
    }

    private static Client Workload(TollgateSettings settings, DateTimeOffset now) => new(WorkloadClientId)
    {
        ClientName = "Demo workload without a secret",
        TokenEndpointAuthMethod = AuthenticationMethods.PrivateKeyJwt,
        Federated = [new FederatedCredential([ExternalIssuer(settings.Issuer)]) { Claims = [new("sub", [WorkloadClientId])] }],
        GrantTypes = [GrantTypes.ClientCredentials],
        Scope = Notes,
        CreatedAt = now,
    };

    private static IEnumerable<Client> PublicClients(TollgateSettings settings, DateTimeOffset now)
    {
        yield return new Client(DeviceClientId)
        {
            ClientName = "Demo television",
            TokenEndpointAuthMethod = AuthenticationMethods.None,
            GrantTypes = [GrantTypes.DeviceCode, GrantTypes.RefreshToken],
            Scope = Scope,
            CreatedAt = now,
        };
        yield return new Client(SinglePageClientId)
        {
            ClientName = "Demo browser application",
            TokenEndpointAuthMethod = AuthenticationMethods.None,
            GrantTypes = [GrantTypes.AuthorizationCode, GrantTypes.RefreshToken],
            Scope = Scope,
            RedirectUris = [Callback],
            PostLogoutRedirectUris = [Callback],
            CreatedAt = now,
        };
        yield return new Client(TryItClientId)
        {
            ClientName = "Tollgate demo",
            TokenEndpointAuthMethod = AuthenticationMethods.None,
            GrantTypes = [GrantTypes.AuthorizationCode, GrantTypes.RefreshToken],
            Scope = Scope,
            RedirectUris = [settings.Issuer.AbsoluteUri.TrimEnd('/') + TryItCallbackEndpoint.Path],
            CreatedAt = now,
        };
    }
}
