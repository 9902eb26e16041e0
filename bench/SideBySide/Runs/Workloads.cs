using System.Buffers.Text;
using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Tollgate.SideBySide.Load;
using Tollgate.SideBySide.Servers;

namespace Tollgate.SideBySide.Runs;

/// <summary>The workloads that all full servers have in common.</summary>
internal static class Workloads
{
    /// <summary>The largest number of codes for a round. It should exceed the number that a measured server redeems in a round.</summary>
    private const int Codes = 24_000;

    private const int Families = 4096;

    private const string SignInScope = "openid+offline_access+notes.read";

    private const string ClientCredentialsBody = "grant_type=client_credentials&scope=notes.read+notes.write";

    private static readonly string Service = Candidate.Basic("demo-service", "demo-service-secret");
    private static readonly string Web = Candidate.Basic("demo-web", "demo-web-secret");
    private static readonly string Verifier = new('v', 43);
    private static readonly string Callback = Uri.EscapeDataString(Candidate.RedirectUri);

    public static Workload ClientCredentials { get; } = new("client_credentials", "one client with its secret by HTTP Basic", ClientCredentialsAsync)
    {
        IsOfFloor = true,
        HasToken = true,
    };

    public static Workload ByKey { get; } = new("private_key_jwt", "client_credentials; each request has an assertion of its own", ByKeyAsync)
    {
        HasToken = true,
        HasKey = true,
    };

    public static Workload Dpop { get; } = new("DPoP", "client_credentials with the secret; each request has a proof of its own", DpopAsync)
    {
        HasToken = true,
        HasKey = true,
    };

    public static Workload Refresh { get; } = new("refresh", "rotation: each request uses the token of the last answer; 4,096 families", RefreshAsync)
    {
        HasToken = true,
    };

    public static Workload RefreshOfSignIns { get; } = new(
        "refresh of sign-ins", "as refresh; the grants have the scope openid, and the requests name no scope", (server, settings) =>
            RefreshAsync(server, settings, SignInScope, ""))
    {
        HasToken = true,
    };

    public static Workload RefreshWithIdToken { get; } = new(
        "refresh with openid", "as refresh of sign-ins; the requests name all scopes, as MSAL's do", (server, settings) =>
            RefreshAsync(server, settings, SignInScope, $"&scope={SignInScope}"))
    {
        HasToken = true,
    };

    public static Workload Code { get; } = new("code", "redemption with PKCE; the codes are issued before the clock starts", RedeemAsync) { HasToken = true };

    public static Workload Introspection { get; } = new("introspection", "the same token again and again", IntrospectionAsync);

    public static Workload Discovery { get; } = new("discovery", "the metadata document", (server, settings) =>
        DocumentAsync(server, settings, server.Candidate.Full!.DiscoveryPath, "\"token_endpoint\""));

    public static Workload Jwks { get; } = new("jwks", "the JWK Set", (server, settings) =>
        DocumentAsync(server, settings, server.Candidate.JwksPath, "\"keys\""));

    public static IReadOnlyList<Workload> All { get; } =
    [
        ClientCredentials, ByKey, Dpop, Refresh, RefreshOfSignIns, RefreshWithIdToken, Code, Introspection, Discovery, Jwks,
    ];

    /// <summary>Client credentials of many clients in turn.</summary>
    public static Workload OfClients(int count) => new("client_credentials, all clients", "every client in turn", (server, settings) =>
        Task.FromResult(Command(server, settings) with
        {
            Requests =
            [
                .. Enumerable.Range(0, count).Select(i => Post(
                    server.Candidate.TokenPath, Candidate.Basic(GrowthHost.ClientIdOf(i), GrowthHost.ClientSecretText), "grant_type=client_credentials")),
            ],
        }));

    /// <summary>Client credentials in many workspaces in turn.</summary>
    public static Workload OfWorkspaces(int count) => new("client_credentials, all workspaces", "every workspace in turn", (server, settings) =>
        Task.FromResult(Command(server, settings) with
        {
            Requests =
            [
                .. Enumerable.Range(0, count).Select(i => Post(
                    $"/{GrowthHost.WorkspaceOf(i)}/oauth2/token",
                    Candidate.Basic(GrowthHost.ClientIdOf(i), GrowthHost.ClientSecretText),
                    "grant_type=client_credentials")),
            ],
        }));

    /// <summary>Refresh of grants that were in the tables from the start.</summary>
    public static Workload RefreshOf(string tokenFile) => Refresh with
    {
        PrepareAsync = (server, settings) => Task.FromResult(RefreshCommand(server, settings) with { TokenFile = tokenFile }),
    };

    private static Task<LoadCommand> ClientCredentialsAsync(RunningServer server, LoadSettings settings) =>
        Task.FromResult(Command(server, settings) with { Requests = [Post(server.Candidate.TokenPath, Service, ClientCredentialsBody)] });

    private static Task<LoadCommand> ByKeyAsync(RunningServer server, LoadSettings settings) => Task.FromResult(SignedCommand(server, settings) with
    {
        Requests =
        [
            new RequestText("POST", server.Candidate.TokenPath)
            {
                BodyBefore = ClientCredentialsBody
                    + "&client_assertion_type=urn%3Aietf%3Aparams%3Aoauth%3Aclient-assertion-type%3Ajwt-bearer&client_assertion=",
            },
        ],
        Jwts = new JwtPlan(BenchKey.PrivateFile, BenchKey.ClientId, AddressOf(server)),
    });

    private static Task<LoadCommand> DpopAsync(RunningServer server, LoadSettings settings) => Task.FromResult(SignedCommand(server, settings) with
    {
        Requests = [Post(server.Candidate.TokenPath, Service, ClientCredentialsBody) with { TokenIsProof = true, Host = $"127.0.0.1:{server.Port}" }],
        Jwts = new JwtPlan(BenchKey.PrivateFile, null, AddressOf(server) + server.Candidate.TokenPath),
    });

    private static string AddressOf(RunningServer server) => server.Address.AbsoluteUri.TrimEnd('/');

    private static LoadCommand SignedCommand(RunningServer server, LoadSettings settings) => Command(server, settings) with
    {
        Kind = LoadKind.Sign,
        Count = (int)Math.Min(2 * Codes, settings.Seconds * 2 * Codes / 3),
    };

    private static Task<LoadCommand> RefreshAsync(RunningServer server, LoadSettings settings) => RefreshAsync(server, settings, "notes.read", "");

    private static async Task<LoadCommand> RefreshAsync(RunningServer server, LoadSettings settings, string scope, string after) =>
        RefreshCommand(server, settings, after) with
        {
            Requests = [await AuthorizeAsync(server, scope)],
            Redemption = Redemption(server),
            Count = Families,
        };

    /// <param name="after">The rest of the body after the refresh token.</param>
    private static LoadCommand RefreshCommand(RunningServer server, LoadSettings settings, string after = "") => Command(server, settings) with
    {
        Kind = LoadKind.Refresh,
        Refresh = Post(server.Candidate.TokenPath, Web, "grant_type=refresh_token&refresh_token=", after),
    };

    private static async Task<LoadCommand> RedeemAsync(RunningServer server, LoadSettings settings) => Command(server, settings) with
    {
        Kind = LoadKind.Redeem,
        Requests = [await AuthorizeAsync(server, "notes.read")],
        Redemption = Redemption(server),
        Count = (int)Math.Min(Codes, settings.Seconds * Codes / 3),
    };

    private static async Task<LoadCommand> IntrospectionAsync(RunningServer server, LoadSettings settings)
    {
        var full = server.Candidate.Full!;
        var more = full.IntrospectedToken.Replace("{port}", server.Port.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal);
        using var http = new HttpClient { BaseAddress = server.Address };
        http.DefaultRequestHeaders.Authorization = AuthenticationHeaderValue.Parse(Service);
        using var body = new StringContent(ClientCredentialsBody + more, Encoding.ASCII, "application/x-www-form-urlencoded");
        body.Headers.ContentType!.CharSet = null;
        using var answer = await http.PostAsync(server.Candidate.TokenPath, body);
        using var json = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        var token = json.RootElement.GetProperty("access_token").GetString();
        return Command(server, settings) with { Requests = [Post(full.IntrospectionPath, Service, $"token={token}")], Expected = "\"active\":true" };
    }

    private static Task<LoadCommand> DocumentAsync(RunningServer server, LoadSettings settings, string path, string expected) =>
        Task.FromResult(Command(server, settings) with { Requests = [new RequestText("GET", path)], Expected = expected });

    private static LoadCommand Command(RunningServer server, LoadSettings settings) => new()
    {
        Kind = LoadKind.Repeat,
        Port = server.Port,
        ServerProcessId = server.ProcessId,
        Seconds = settings.Seconds,
        Connections = settings.Connections,
        Requests = [],
    };

    private static RequestText Post(string path, string authorization, string before, string after = "") =>
        new("POST", path) { Authorization = authorization, BodyBefore = before, BodyAfter = after };

    private static RequestText Redemption(RunningServer server) => Post(
        server.Candidate.TokenPath, Web, "grant_type=authorization_code&code=", $"&redirect_uri={Callback}&code_verifier={Verifier}");

    private static async Task<RequestText> AuthorizeAsync(RunningServer server, string scope)
    {
        var challenge = Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(Verifier)));
        var path = $"{server.Candidate.Full!.AuthorizationPath}?response_type=code&client_id=demo-web&redirect_uri={Callback}"
            + $"&scope={scope}&code_challenge_method=S256&code_challenge={challenge}";
        return new("GET", path) { Cookie = await SignedInBrowser.CookieAsync(server.Address, path) };
    }
}
