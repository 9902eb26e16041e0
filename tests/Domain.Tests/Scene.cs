using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Time.Testing;
using Tollgate.Domain.Clients;
using Tollgate.Domain.Devices;
using Tollgate.Domain.Grants;
using Tollgate.Domain.Handles;
using Tollgate.Domain.Keys;
using Tollgate.Domain.Messages;
using Tollgate.Domain.Protocol;
using Tollgate.Domain.Sessions;
using Tollgate.Domain.TrustedIssuers;
using Tollgate.Domain.Users;
using Tollgate.Domain.Workspaces;

namespace Tollgate.Domain.Tests;

/// <summary>
/// The test server with devices, services, a resource server, a signed-in user and a trusted issuer, and methods that send requests to it.
/// </summary>
internal sealed class Scene
{
    public const string Service = TestServer.ClientId;
    public const string Relay = "relay";
    public const string Device = "demo-device";
    public const string Tv = "tv";
    public const string Api = "api";
    public const string ApiAudience = "https://api.example";
    public const string Subject = "u-1";
    public const string Idp = "https://idp.example";
    public const string Agreed = "https://agreed.example";
    public const string Exchange = "grant_type=" + GrantTypes.TokenExchange;

    public static readonly string Browser = new('b', 43);

    private readonly TestServer _test = new();
    private readonly SeededRandomness _randomness = new();

    public Scene()
    {
        _test.Workspace = _test.Workspace with { Resources = [new Resource("API", ApiAudience), new Resource("Other", "https://other.example")] };
        _test.Change(client => client with
        {
            GrantTypes = [GrantTypes.ClientCredentials, GrantTypes.TokenExchange, GrantTypes.JwtBearer],
        });
        Add(Relay, "notes.read notes.write", GrantTypes.ClientCredentials, GrantTypes.TokenExchange, GrantTypes.JwtBearer);
        Add(Tv, "notes.read", GrantTypes.DeviceCode);
        Add(Api, "");
        Add(Device, "openid profile offline_access notes.read notes.write notes.admin", GrantTypes.DeviceCode, GrantTypes.RefreshToken);
        Change(Api, client => client with { ResourceServerFor = [ApiAudience] });
        Change(Device, client => client with { Secrets = [], TokenEndpointAuthMethod = "none", ClientName = "A Device" });
        Stores.AddUser("alice", "password", Subject);
        Stores.ForeignKeys.Add(TestKeys.OtherEs256.PublicKey);
        Trust(new TrustedIssuer(Idp) { Audience = Agreed, Clients = [Service, Relay] });
        Server = Instance();
        SessionCookie = SignIn(Subject, "alice");
    }

    public AuthorizationServer Server { get; }

    public string SessionCookie { get; }

    public MemoryStores Stores => _test.Stores;

    public FakeTimeProvider Time => _test.Time;

    public TestServer Test => _test;

    /// <summary>
    /// Makes one of several servers over the same stores. Each server has its own memory of grants unless a test passes a shared memory.
    /// </summary>
    public AuthorizationServer Instance(IGrantStore? grants = null, IGrantMemory? polls = null) => new(
        Stores.With(_test.Clients) with { Grants = grants ?? Stores, Remembered = polls ?? new MemoryGrants() },
        _test.Keys, Stores, Stores, Time, _randomness);

    public void Change(string clientId, Func<Client, Client> change)
    {
        var index = _test.Clients.FindIndex(client => client.ClientId == clientId);
        _test.Clients[index] = change(_test.Clients[index]);
    }

    public void Trust(TrustedIssuer issuer) => Stores.TrustedIssuers[issuer.Issuer] = issuer;

    /// <summary>The cookie of a new session.</summary>
    public string SignIn(string subject, string username)
    {
        var now = Time.GetUtcNow();
        var handle = Handle.New(_randomness.Id(), _randomness);
        Stores.Sessions[handle.Id] = (handle.Text, new Session(handle.Id, subject, username, Authentication.ByPassword(now), now.AddHours(8)));
        return handle.Text;
    }

    public EndpointRequest RequestOf(string clientId, string body) => clientId == Device
        ? _test.Request($"client_id={clientId}&{body}")
        : _test.Request(body, TestServer.Basic(clientId, TestServer.Secret));

    public ValueTask<EndpointResult> AskAsync(string clientId, string body, AuthorizationServer? server = null) =>
        (server ?? Server).Token.HandleAsync(RequestOf(clientId, body), TestContext.Current.CancellationToken);

    public async Task<JsonElement> TokensAsync(string clientId, string body, AuthorizationServer? server = null) =>
        JsonOf(await AskAsync(clientId, body, server));

    public async Task<string> ErrorAsync(string clientId, string body, AuthorizationServer? server = null) =>
        Assert.IsType<FailureResult>(await AskAsync(clientId, body, server)).Error.SaysWhy().Code;

    /// <summary>Sends a device authorization request. Returns the response.</summary>
    public async Task<JsonElement> StartDeviceAsync(string clientId = Device, string body = "scope=notes.read", AuthorizationServer? server = null) =>
        JsonOf(await (server ?? Server).DeviceAuthorization.HandleAsync(RequestOf(clientId, body), TestContext.Current.CancellationToken));

    public static string Poll(JsonElement device) => $"grant_type={GrantTypes.DeviceCode}&device_code={device.Text("device_code")}";

    /// <summary>The page of devices, as the signed-in user's browser sees it.</summary>
    public async Task<Page> PageAsync(string parameters, bool isSubmission = false, string? session = null, string network = "") =>
        Assert.IsType<PageResult>(await Server.Device.HandleAsync(
            _test.Request(parameters) with
            {
                IsPost = isSubmission,
                SessionCookie = session ?? SessionCookie,
                BrowserCookie = Browser,
                RemoteNetwork = network,
            },
            TestContext.Current.CancellationToken)).Page;

    public async Task<DeviceConsentPage> ConfirmAsync(JsonElement device) =>
        Assert.IsType<DeviceConsentPage>(await PageAsync($"user_code={device.Text("user_code")}"));

    public async Task<Page> DecideAsync(JsonElement device, string decision = "allow") => await PageAsync(
        $"user_code={device.Text("user_code")}&form_token={(await ConfirmAsync(device)).FormToken}&decision={decision}", isSubmission: true);

    /// <summary>Gets the user's tokens with a device.</summary>
    public async Task<JsonElement> UserTokensAsync(string scope = "notes.read notes.write", string clientId = Device)
    {
        var device = await StartDeviceAsync(clientId, "scope=" + scope);
        await DecideAsync(device);
        return await TokensAsync(clientId, Poll(device));
    }

    public async Task<string> UserTokenAsync(string scope = "notes.read notes.write") => (await UserTokensAsync(scope)).Text("access_token");

    /// <summary>An access token that a client gets for itself.</summary>
    public async Task<string> OwnTokenAsync(string clientId = Service) =>
        (await TokensAsync(clientId, "grant_type=client_credentials")).Text("access_token");

    public static string ExchangeOf(string subjectToken, string more = "") =>
        $"{Exchange}&subject_token_type={TokenTypes.AccessToken}&subject_token={subjectToken}{more}";

    public async Task<string> ExchangedAsync(string clientId, string subjectToken, string more = "") =>
        (await TokensAsync(clientId, ExchangeOf(subjectToken, more))).Text("access_token");

    /// <summary>A token with the signature of this server's key and with claims that the server would not write itself.</summary>
    public Task<string> SignedByUsAsync(Action<JsonObject>? change = null)
    {
        var now = Time.GetUtcNow().ToUnixTimeSeconds();
        var claims = new JsonObject
        {
            ["iss"] = "https://issuer.example",
            ["aud"] = "https://issuer.example",
            ["sub"] = Subject,
            ["client_id"] = Device,
            ["iat"] = now,
            ["exp"] = now + 600,
            ["jti"] = "a-jti",
            ["scope"] = "notes.read",
        };
        change?.Invoke(claims);
        return Jws.SignAsync(TestKeys.Es256, Jws.Header(TestKeys.Es256), claims.ToJsonString());
    }

    /// <summary>A token of the trusted issuer.</summary>
    public Task<string> ForeignTokenAsync(Action<JsonObject>? change = null, SigningKey? key = null, string? header = null)
    {
        var now = Time.GetUtcNow().ToUnixTimeSeconds();
        var claims = new JsonObject { ["iss"] = Idp, ["sub"] = "bob", ["aud"] = Agreed, ["iat"] = now, ["exp"] = now + 300 };
        change?.Invoke(claims);
        key ??= TestKeys.OtherEs256;
        return Jws.SignAsync(key, header ?? Jws.Header(key, "JWT"), claims.ToJsonString());
    }

    public async Task<JsonElement> IntrospectAsync(string clientId, string token) => JsonOf(
        await Server.Introspection.HandleAsync(RequestOf(clientId, "token=" + token), TestContext.Current.CancellationToken));

    public async Task<bool> IsActiveAsync(string clientId, string token) =>
        (await IntrospectAsync(clientId, token)).GetProperty("active").GetBoolean();

    public ValueTask<EndpointResult> RevokeAsync(string clientId, string token) =>
        Server.Revocation.HandleAsync(RequestOf(clientId, "token=" + token), TestContext.Current.CancellationToken);

    public static JsonElement JsonOf(EndpointResult result) => result is JsonResult json
        ? JsonElement.Parse(json.Body.Span)
        : throw new Xunit.Sdk.XunitException("No JSON but " + result);

    public static JsonElement ClaimsOf(string token) => Jws.Decode(token.Split('.')[1]);

    private void Add(string clientId, string scope, params string[] grantTypes) => _test.Clients.Add(new Client(clientId)
    {
        Secrets = [ClientSecret.Of(TestServer.Secret, Time.GetUtcNow())],
        GrantTypes = grantTypes,
        Scope = ScopeSet.Parse(scope).Value!,
    });
}
