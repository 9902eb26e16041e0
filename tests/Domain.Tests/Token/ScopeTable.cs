using System.Text.Json.Nodes;
using Tollgate.Domain.Devices;
using Tollgate.Domain.Messages;
using Tollgate.Domain.Protocol;
using Tollgate.Domain.TrustedIssuers;
using Tollgate.Domain.Workspaces;

namespace Tollgate.Domain.Tests.Token;

/// <summary>A client with every grant, a signed-in user and two resources. Each grant has its own way to request a scope.</summary>
internal sealed class ScopeTable
{
    public const string Notes = "https://notes.example";
    public const string Mail = "https://mail.example";

    private const string Idp = "https://idp.example";

    public static readonly IReadOnlyList<string> OfUsers = [GrantTypes.AuthorizationCode, GrantTypes.Implicit, GrantTypes.DeviceCode, GrantTypes.Password];

    public static readonly IReadOnlyList<string> OfDelegates = [GrantTypes.TokenExchange, GrantTypes.JwtBearer];

    public static readonly IReadOnlyList<string> All = [.. OfUsers, GrantTypes.RefreshToken, GrantTypes.ClientCredentials, .. OfDelegates];

    private readonly FlowServer _server = FlowServer.WithAlice();

    public ScopeTable(string scope)
    {
        _server.Workspace = _server.Workspace with
        {
            Resources =
            [
                new Resource("Notes", Notes) { Scopes = ScopeSet.Of("notes.read", "notes.write") },
                new Resource("Mail", Mail) { Scopes = ScopeSet.Of("mail.send") },
                new Resource("Open", "https://open.example"),
            ],
        };
        _server.BrowserCookie = Scene.Browser;
        _server.Stores.ForeignKeys.Add(TestKeys.OtherEs256.PublicKey);
        _server.Stores.TrustedIssuers[Idp] = new TrustedIssuer(Idp) { Audience = "agreed", Clients = ["legacy"] };
        Give(scope);
    }

    public FlowServer Server => _server;

    public void Give(string scope) => _server.Change("legacy", client => client with { Scope = ScopeSet.Parse(scope).Value! });

    /// <summary>
    /// Returns the granted scope, which must equal the scope of the access token. After an error, returns an exclamation mark and the
    /// description.
    /// </summary>
    public async Task<string> AskAsync(string grant, string? scope, string? resource = null) => grant switch
    {
        GrantTypes.AuthorizationCode => await RedirectedAsync("code", scope, resource),
        GrantTypes.Implicit => await RedirectedAsync("token", scope, resource),
        GrantTypes.DeviceCode => await DeviceAsync(scope, resource),
        GrantTypes.RefreshToken => await RefreshAsync(scope, resource),
        GrantTypes.Password => await TokenAsync(
            resource, ("grant_type", grant), ("username", "alice"), ("password", FlowServer.Password), ("scope", scope)),
        GrantTypes.TokenExchange => await TokenAsync(
            resource, ("grant_type", grant), ("subject_token", await UserTokenAsync()), ("subject_token_type", TokenTypes.AccessToken), ("scope", scope)),
        GrantTypes.JwtBearer => await TokenAsync(resource, ("grant_type", grant), ("assertion", await AssertionAsync()), ("scope", scope)),
        _ => await TokenAsync(resource, ("grant_type", grant), ("scope", scope)),
    };

    private async Task<string> RedirectedAsync(string responseType, string? scope, string? resource)
    {
        var answer = await _server.AnswerAsync(("client_id", "legacy"), ("response_type", responseType), ("scope", scope));
        if (answer["error"] is { } error)
            return Refused(error, answer["error_description"]!);
        return responseType == "token"
            ? Granted(answer["scope"], answer["access_token"]!)
            : Read(await _server.RedeemAsync(answer["code"]!, "legacy", ("resource", resource)));
    }

    private async Task<string> DeviceAsync(string? scope, string? resource)
    {
        var body = FlowServer.Encode(("scope", scope));
        var begun = await _server.Server.DeviceAuthorization.HandleAsync(_server.Request(body, TestServer.Basic("legacy", "legacy-secret")), default);
        if (begun is FailureResult)
            return Read(begun);
        var userCode = ("user_code", FlowServer.Text(FlowServer.Json(begun), "user_code"));
        var page = Assert.IsType<DeviceConsentPage>(Page(await _server.Server.Device.HandleAsync(_server.Form(userCode) with { IsPost = false }, default)));
        Page(await _server.Server.Device.HandleAsync(_server.Form(userCode, ("form_token", page.FormToken), ("decision", "allow")), default));
        return await TokenAsync(
            resource, ("grant_type", GrantTypes.DeviceCode), ("device_code", FlowServer.Text(FlowServer.Json(begun), "device_code")));
    }

    /// <summary>The grant has <see cref="RefreshScope"/>, which may be less than the scope of the client.</summary>
    private async Task<string> RefreshAsync(string? scope, string? resource)
    {
        var tokens = FlowServer.Json(await _server.RedeemAsync(await _server.CodeAsync(("client_id", "legacy"), ("scope", RefreshScope)), "legacy"));
        return await TokenAsync(
            resource, ("grant_type", GrantTypes.RefreshToken), ("refresh_token", FlowServer.Text(tokens, "refresh_token")), ("scope", scope));
    }

    public string RefreshScope { get; init; } = "openid profile offline_access notes.read notes.write";

    private async Task<string> UserTokenAsync() => FlowServer.Text(
        FlowServer.Json(await _server.TokenAsync(
            "legacy", ("grant_type", GrantTypes.Password), ("username", "alice"), ("password", FlowServer.Password), ("scope", "*"))),
        "access_token");

    private Task<string> AssertionAsync()
    {
        var now = _server.Time.GetUtcNow().ToUnixTimeSeconds();
        var claims = new JsonObject { ["iss"] = Idp, ["sub"] = "bob", ["aud"] = "agreed", ["iat"] = now, ["exp"] = now + 300 };
        return Jws.SignAsync(TestKeys.OtherEs256, Jws.Header(TestKeys.OtherEs256, "JWT"), claims.ToJsonString());
    }

    private async Task<string> TokenAsync(string? resource, params IEnumerable<(string Name, string? Value)> parameters) =>
        Read(await _server.TokenAsync("legacy", parameters.Append(("resource", resource))));

    private static string Read(EndpointResult result)
    {
        if (result is FailureResult failure)
            return Refused(failure.Error.Code, failure.Error.SaysWhy().Description);
        var answer = FlowServer.Json(result);
        return Granted(answer.TryGetProperty("scope", out var scope) ? scope.GetString() : null, FlowServer.Text(answer, "access_token"));
    }

    private static string Granted(string? scope, string accessToken)
    {
        var claims = FlowServer.Payload(accessToken);
        Assert.Equal(scope, claims.TryGetProperty("scope", out var claim) ? claim.GetString() : null);
        return scope ?? "";
    }

    private static string Refused(string code, string description)
    {
        Assert.Equal("invalid_scope", code);
        return "!" + description[(description.IndexOf(':', StringComparison.Ordinal) + 1)..];
    }

    private static Page Page(EndpointResult result) => Assert.IsType<PageResult>(result).Page;
}
