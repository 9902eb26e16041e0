using System.Net;
using System.Net.Http.Headers;

namespace Tollgate.TestKit;

/// <summary>The requests of one of the demo's clients. The object has no state, so a test may make one for each request.</summary>
public sealed class OAuthClient(HttpClient http, string clientId = "demo-spa", string? secret = null, string? proof = null)
{
    private const string DeviceGrant = "urn:ietf:params:oauth:grant-type:device_code";
    private const string AssertionGrant = "urn:ietf:params:oauth:grant-type:jwt-bearer";

    /// <summary>The demo client that requests tokens in its own name and introspects the tokens of other clients.</summary>
    public static OAuthClient Service(HttpClient http) => new(http, "demo-service", "demo-service-secret");

    /// <summary>The demo client of a device without a browser.</summary>
    public static OAuthClient Device(HttpClient http) => new(http, "demo-device");

    /// <summary>The same client, with a DPoP proof in each request.</summary>
    public OAuthClient With(string dpopProof) => new(http, clientId, secret, dpopProof);

    /// <summary>Redeems an authorization code of <see cref="LocalHostUser"/>.</summary>
    public Task<OAuthAnswer> RedeemAsync(string code, CancellationToken cancellationToken) => PostAsync(
        "/token", cancellationToken, ("grant_type", "authorization_code"), ("code", code),
        ("redirect_uri", LocalHostUser.RedirectUri), ("code_verifier", LocalHostUser.Verifier));

    public Task<OAuthAnswer> RefreshAsync(string refreshToken, CancellationToken cancellationToken) =>
        PostAsync("/token", cancellationToken, ("grant_type", "refresh_token"), ("refresh_token", refreshToken));

    public Task<OAuthAnswer> ClientCredentialsAsync(CancellationToken cancellationToken) =>
        PostAsync("/token", cancellationToken, ("grant_type", "client_credentials"));

    public Task<OAuthAnswer> AssertAsync(string assertion, CancellationToken cancellationToken) =>
        PostAsync("/token", cancellationToken, ("grant_type", AssertionGrant), ("assertion", assertion));

    public Task<OAuthAnswer> BeginDeviceAsync(CancellationToken cancellationToken) =>
        PostAsync("/device-authorization", cancellationToken, ("scope", "openid offline_access"));

    public Task<OAuthAnswer> PollAsync(string deviceCode, CancellationToken cancellationToken) =>
        PostAsync("/token", cancellationToken, ("grant_type", DeviceGrant), ("device_code", deviceCode));

    /// <summary>Calls the UserInfo endpoint with a user's access token. The status tells whether the server accepts the token.</summary>
    public async Task<HttpStatusCode> UserInfoAsync(string accessToken, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/userinfo");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", accessToken);
        using var response = await http.SendAsync(request, cancellationToken);
        return response.StatusCode;
    }

    public async Task<OAuthAnswer> PostAsync(string path, CancellationToken cancellationToken, params (string Name, string Value)[] parameters)
    {
        (string, string)[] client = secret is null ? [("client_id", clientId)] : [("client_id", clientId), ("client_secret", secret)];
        using var form = new FormUrlEncodedContent(parameters.Concat(client).Select(each => KeyValuePair.Create(each.Item1, each.Item2)));
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = form };
        if (proof is not null)
            request.Headers.Add("DPoP", proof);
        using var response = await http.SendAsync(request, cancellationToken);
        return await OAuthAnswer.ReadAsync(response, cancellationToken);
    }
}
