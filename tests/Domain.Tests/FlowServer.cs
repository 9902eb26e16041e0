using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Time.Testing;
using Tollgate.Domain.Authorization;
using Tollgate.Domain.Clients;
using Tollgate.Domain.Grants;
using Tollgate.Domain.Handles;
using Tollgate.Domain.Messages;
using Tollgate.Domain.Protocol;
using Tollgate.Domain.Sealing;
using Tollgate.Domain.Sessions;
using Tollgate.Domain.SignIn;
using Tollgate.Domain.Users;
using Tollgate.Domain.Workspaces;
using Tollgate.TestKit;

namespace Tollgate.Domain.Tests;

/// <summary>
/// An authorization server in memory with a user, a browser and three clients: <c>web</c> (confidential), <c>spa</c> (public) and
/// <c>legacy</c> (confidential, every grant, no PKCE, no consent). The secret of a client is its id with "-secret".
/// </summary>
internal sealed class FlowServer
{
    public const string Callback = "https://app.example/callback";
    public const string SignedOut = "https://app.example/signed-out";
    public const string Subject = "subject-of-alice";
    public const string Password = "wonderland";
    public const string Scope = "openid profile email offline_access notes.read";

    /// <summary>The code verifier of RFC 7636 appendix B.</summary>
    public const string Verifier = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
    public const string Challenge = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

    public FlowServer(Func<Stores, Stores>? change = null, Additions? additions = null, MemoryKeys? keys = null)
    {
        var web = new Client("web")
        {
            ClientName = "Web application",
            Secrets = [ClientSecret.Of("web-secret", Time.GetUtcNow())],
            GrantTypes = [GrantTypes.AuthorizationCode, GrantTypes.RefreshToken],
            Scope = ScopeSet.Parse(Scope + " notes.write").Value!,
            RedirectUris = [Callback],
            PostLogoutRedirectUris = [SignedOut],
        };
        Clients.Add(web);
        Clients.Add(web with { ClientId = "spa", Secrets = [], TokenEndpointAuthMethod = "none" });
        Clients.Add(web with
        {
            ClientId = "legacy",
            Secrets = [ClientSecret.Of("legacy-secret", Time.GetUtcNow())],
            GrantTypes = GrantTypes.All,
            RequiresPkce = false,
            RequiresConsent = false,
        });
        Stores.AddUser("alice", Password, Subject);
        Keys = keys ?? new MemoryKeys(TestKeys.Es256, TestKeys.Rs256, TestKeys.OtherPs256) { Time = Time };
        Server = new AuthorizationServer(
            (change ?? (same => same))(Stores.With(Clients)), Keys, Stores, Stores, Time, new Randomness(), Events,
            additions ?? new Additions { Sealer = new Sealer(new MemorySealingRoots(), new Randomness()) });
    }

    public FakeTimeProvider Time { get; } = TestClock.New();

    public MemoryClients Clients { get; } = [];

    public MemoryStores Stores { get; } = new();

    /// <summary>All events that the server recorded.</summary>
    public RecordedEvents Events { get; } = [];

    public MemoryKeys Keys { get; }

    public AuthorizationServer Server { get; }

    public Workspace Workspace { get; set; } = new("default", new Uri("https://issuer.example"));

    public string? SessionCookie { get; set; }

    public string? BrowserCookie { get; set; }

    public string? NoticeCookie { get; set; }

    /// <summary>The only grant in the store.</summary>
    public AuthorizationGrant Grant => Assert.Single(Stores.Grants.Values);

    /// <summary>A server with a signed-in user alice. She has allowed every client every scope.</summary>
    public static FlowServer WithAlice(Func<Stores, Stores>? change = null, MemoryKeys? keys = null)
    {
        var server = new FlowServer(change, keys: keys);
        server.BeginSession();
        foreach (var client in server.Clients)
            server.Stores.Consents[(Subject, client.ClientId)] = client.Scope;
        return server;
    }

    public static string Encode(params IEnumerable<(string Name, string? Value)> parameters) =>
        string.Join('&', parameters.Where(each => each.Value is not null).Select(each => $"{each.Name}={Uri.EscapeDataString(each.Value!)}"));

    /// <summary>A valid authorization request of the client <c>web</c> with the given changes. The value null leaves a parameter out.</summary>
    public static string Query(params IEnumerable<(string Name, string? Value)> changes) => Encode(Changed(
        [
            ("response_type", "code"), ("client_id", "web"), ("redirect_uri", Callback), ("scope", Scope), ("state", "a state"),
            ("nonce", "a nonce"), ("code_challenge", Challenge), ("code_challenge_method", "S256"),
        ],
        changes));

    public void Change(string clientId, Func<Client, Client> change)
    {
        var at = Clients.FindIndex(client => client.ClientId == clientId);
        Clients[at] = change(Clients[at]);
    }

    public Session BeginSession(string username = "alice", string subject = Subject)
    {
        var now = Time.GetUtcNow();
        var handle = Handle.New(new Randomness().Id(), new Randomness());
        var session = new Session(handle.Id, subject, username, Authentication.ByPassword(now), now.AddHours(8));
        Stores.Sessions[session.Id] = (handle.Text, session);
        SessionCookie = handle.Text;
        return session;
    }

    public EndpointRequest Request(string raw, string? authorization = null) => new(Workspace, ParameterSet.Parse(raw).Value!)
    {
        Authorization = authorization,
        Raw = Encoding.UTF8.GetBytes(raw),
        SessionCookie = SessionCookie,
        BrowserCookie = BrowserCookie,
        NoticeCookie = NoticeCookie,
        RemoteNetwork = "192.0.2.1",
    };

    /// <summary>A form sent from a page.</summary>
    public EndpointRequest Form(params IEnumerable<(string Name, string? Value)> fields) => Request(Encode(fields)) with { IsPost = true };

    public ValueTask<EndpointResult> AuthorizeAsync(params IEnumerable<(string Name, string? Value)> changes) => AuthorizeRawAsync(Query(changes));

    public ValueTask<EndpointResult> AuthorizeRawAsync(string raw) => KeepCookiesAsync(Server.Authorize.HandleAsync(Request(raw), Token));

    public async Task<T> PageAsync<T>(params IEnumerable<(string Name, string? Value)> changes) where T : Page =>
        Assert.IsType<T>(Assert.IsType<PageResult>(await AuthorizeAsync(changes)).Page);

    public async Task<ClientAnswer> AnswerAsync(params IEnumerable<(string Name, string? Value)> changes) => ClientAnswer.Of(await AuthorizeAsync(changes));

    public async Task<string> CodeAsync(params IEnumerable<(string Name, string? Value)> changes) => (await AnswerAsync(changes))["code"]!;

    public ValueTask<EndpointResult> SignInAsync(SignInPage page, string? password = Password, string? username = "alice") => KeepCookiesAsync(
        Server.SignIn.HandleAsync(
            Form(("continue", page.Continue), ("form_token", page.FormToken), ("username", username), ("password", password)), Token));

    /// <summary>Follows a redirect to the authorization endpoint.</summary>
    public ValueTask<EndpointResult> FollowAsync(EndpointResult result)
    {
        var location = Assert.IsType<RedirectResult>(result).Location;
        Assert.StartsWith("/authorize?", location, StringComparison.Ordinal);
        return AuthorizeRawAsync(location["/authorize?".Length..]);
    }

    public ValueTask<EndpointResult> TokenAsync(string clientId, params IEnumerable<(string Name, string? Value)> parameters)
    {
        var isPublic = Clients.Find(client => client.ClientId == clientId)!.IsPublic;
        var body = Encode(isPublic ? parameters.Append(("client_id", clientId)) : parameters);
        return Server.Token.HandleAsync(Request(body, isPublic ? null : TestServer.Basic(clientId, clientId + "-secret")), Token);
    }

    public ValueTask<EndpointResult> RedeemAsync(string code, string clientId = "web", params IEnumerable<(string Name, string? Value)> changes) =>
        TokenAsync(clientId, Changed(
            [("grant_type", "authorization_code"), ("code", code), ("redirect_uri", Callback), ("code_verifier", Verifier)], changes));

    public ValueTask<EndpointResult> RefreshAsync(string token, string clientId = "web", string? scope = null) =>
        TokenAsync(clientId, ("grant_type", "refresh_token"), ("refresh_token", token), ("scope", scope));

    /// <summary>Gets the tokens for a new code.</summary>
    public async Task<JsonElement> TokensAsync(string clientId = "web", string scope = Scope) =>
        Json(await RedeemAsync(await CodeAsync(("client_id", clientId), ("scope", scope)), clientId));

    public ValueTask<EndpointResult> UserInfoAsync(string? accessToken) =>
        Server.UserInfo.HandleAsync(Request("", accessToken is null ? null : "Bearer " + accessToken), Token);

    public static JsonElement Json(EndpointResult result) => JsonElement.Parse(Assert.IsType<JsonResult>(result).Body.Span);

    public static string Text(JsonElement json, string name) => json.GetProperty(name).GetString()!;

    public static JsonElement Payload(string jwt) => Jws.Decode(jwt.Split('.')[1]);

    public static OAuthError ErrorOf(EndpointResult result) => Assert.IsType<FailureResult>(result).Error.SaysWhy();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private async ValueTask<EndpointResult> KeepCookiesAsync(ValueTask<EndpointResult> answer)
    {
        var result = await answer;
        if (result is PageResult { Page: ErrorPage page })
            page.Error.SaysWhy();
        foreach (var cookie in result.Cookies)
            if (cookie.Kind == CookieKind.Session)
                SessionCookie = cookie.Value;
            else
                BrowserCookie = cookie.Value;
        return result;
    }

    private static IEnumerable<(string Name, string? Value)> Changed(
        IEnumerable<(string Name, string? Value)> parameters, IEnumerable<(string Name, string? Value)> changes)
    {
        var all = new OrderedDictionary<string, string?>();
        foreach (var (name, value) in parameters.Concat(changes))
            all[name] = value;
        return all.Select(each => (each.Key, each.Value));
    }
}
