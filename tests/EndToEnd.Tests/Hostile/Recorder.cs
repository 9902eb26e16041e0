using System.Collections.Concurrent;
using System.Net.Http.Headers;
using System.Text;
using Tollgate.Domain.ClientAuthentication;
using Tollgate.Domain.Handles;
using Tollgate.Functions.Demo;
using Tollgate.TestKit;
using Tollgate.TestKit.Faults;
using Tollgate.TestKit.Signing;

namespace Tollgate.EndToEnd.Tests.Hostile;

/// <summary>Does everything that the demo allows, as people and clients do, and records the requests.</summary>
internal sealed class Recorder : IAsyncDisposable
{
    private static readonly string[] Pages =
    [
        "/", "/try", "/device", "/device?user_code=BCD-23456", "/demo-device", "/sign-out", "/apps", "/apps/request", "/invitation",
        "/.well-known/openid-configuration", "/.well-known/oauth-authorization-server", "/.well-known/jwks.json",
        "/authorize?response_type=code&client_id=demo-legacy&redirect_uri=http%3A%2F%2F127.0.0.1%3A8400%2Fcallback&scope=openid"
        + "&response_mode=form_post"
        + "&dpop_jkt=0ZcOCORZNYy-DWpqq30jZyJGHTN0d2HglBV3uiguA4I&state=a&nonce=b&login_hint=alice&ui_locales=fr&max_age=60&prompt=login",
    ];

    private readonly ConcurrentQueue<byte[]> _seen = new();
    private readonly FaultProxy _proxy;
    private readonly HttpClient _http;
    private LocalHostUser? _user;
    private string _code = "";
    private string _refreshToken = "";
    private string _requestUri = "";

    private Recorder(ServerProcess host)
    {
        _proxy = FaultProxy.Before(host.Address.Port);
        _proxy.Seen = _seen.Enqueue;
        _http = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = new Uri($"http://127.0.0.1:{_proxy.Port}") };
    }

    public IReadOnlyList<RecordedRequest> Requests { get; private set; } = [];

    public static async Task<Recorder> RecordAsync(ServerProcess host, string keysFolder, CancellationToken cancellationToken)
    {
        var recorder = new Recorder(host);
        recorder._user = await LocalHostUser.SignInAsync(recorder._http.BaseAddress!, "demo-spa", cancellationToken);
        await VisitAsync(recorder._http, recorder._user, cancellationToken);
        await recorder.PushAsync(cancellationToken);
        var tokens = await recorder.SignInAsync(cancellationToken);
        // Only LocalHost has the demo's identity provider.
        if (!ServerProcess.IsWorker)
            await DelegateAsync(recorder._http, tokens, keysFolder, host.Address, cancellationToken);
        await UseAsync(recorder._http, tokens, cancellationToken);
        await ProveAsync(recorder._http, host.Address, cancellationToken);
        recorder.Requests = [.. recorder._seen.Select(RecordedRequest.Read)];
        return recorder;
    }

    /// <summary>Puts an unused code, an unused refresh token and an unused request_uri into the requests.</summary>
    public async Task RenewAsync(CancellationToken cancellationToken)
    {
        var tokens = await new OAuthClient(_http).RedeemAsync(await _user!.CodeAsync(cancellationToken), cancellationToken);
        var code = await _user.CodeAsync(cancellationToken);
        var requestUri = await _user.PushAsync(_http, cancellationToken);
        Requests = [.. Requests.Select(request => request with
        {
            Target = request.Target.Replace(Uri.EscapeDataString(_requestUri), Uri.EscapeDataString(requestUri), StringComparison.Ordinal),
            Body = request.Body.Replace(_code, code, StringComparison.Ordinal).Replace(_refreshToken, tokens.RefreshToken, StringComparison.Ordinal),
        })];
        (_code, _refreshToken, _requestUri) = (code, tokens.RefreshToken, requestUri);
    }

    public async ValueTask DisposeAsync()
    {
        _user?.Dispose();
        _http.Dispose();
        await _proxy.DisposeAsync();
    }

    private static async Task VisitAsync(HttpClient http, LocalHostUser user, CancellationToken cancellationToken)
    {
        foreach (var page in Pages)
        {
            await user.GetAsync(page, cancellationToken);
            (await http.GetAsync(page, cancellationToken)).Dispose();
        }

        await user.SubmitAsync(await user.ConsentFormAsync(cancellationToken), cancellationToken, ("decision", "allow"));
    }

    /// <summary>Pushes requests as a public and as a confidential client, and opens one of them.</summary>
    private async Task PushAsync(CancellationToken cancellationToken)
    {
        _requestUri = await _user!.PushAsync(_http, cancellationToken);
        await _user.OpenPushedAsync(_http.BaseAddress!, _requestUri, cancellationToken);
        await new OAuthClient(_http, "demo-web", "demo-web-secret").PostAsync(
            "/par", cancellationToken, ("response_type", "code"), ("redirect_uri", LocalHostUser.RedirectUri), ("scope", "openid"), ("state", "a"),
            ("ui_locales", "fr"), ("dpop_jkt", "x"));
    }

    /// <summary>Runs every flow that ends in tokens.</summary>
    private async Task<OAuthAnswer> SignInAsync(CancellationToken cancellationToken)
    {
        var device = OAuthClient.Device(_http);
        var begun = await device.BeginDeviceAsync(cancellationToken);
        await device.PollAsync(begun.Text("device_code")!, cancellationToken);
        await _user!.DecideAsync(begun.Text("user_code")!, "allow", cancellationToken);
        await device.PollAsync(begun.Text("device_code")!, cancellationToken);
        var client = new OAuthClient(_http);
        _code = await _user.CodeAsync(cancellationToken);
        _refreshToken = (await client.RedeemAsync(_code, cancellationToken)).RefreshToken;
        await new OAuthClient(_http, "demo-legacy", "demo-legacy-secret").PostAsync(
            "/token", cancellationToken, ("grant_type", "password"), ("username", "alice"), ("password", "wonderland"), ("scope", "openid"));
        return await client.RefreshAsync(_refreshToken, cancellationToken);
    }

    private static async Task DelegateAsync(HttpClient http, OAuthAnswer tokens, string keysFolder, Uri issuer, CancellationToken cancellationToken)
    {
        var service = OAuthClient.Service(http);
        await service.ClientCredentialsAsync(cancellationToken);
        await service.AssertAsync(
            await new ExternalIdentityProvider(keysFolder, issuer, TimeProvider.System, new Randomness())
                .MintAsync("bob", cancellationToken), cancellationToken);
        await service.PostAsync(
            "/token", cancellationToken, ("grant_type", "urn:ietf:params:oauth:grant-type:token-exchange"), ("subject_token", tokens.AccessToken),
            ("subject_token_type", "urn:ietf:params:oauth:token-type:access_token"), ("scope", "*"), ("resource", issuer.ToString()));
        using var request =
            new HttpRequestMessage(HttpMethod.Post, "/token") { Content = new FormUrlEncodedContent([new("grant_type", "client_credentials")]) };
        request.Headers.Authorization =
            new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.ASCII.GetBytes("demo-service:demo-service-secret")));
        (await http.SendAsync(request, cancellationToken)).Dispose();
    }

    /// <summary>Gets a token that is bound to a key, and uses it with a proof.</summary>
    private static async Task ProveAsync(HttpClient http, Uri issuer, CancellationToken cancellationToken)
    {
        using var sender = new DpopSender();
        var token = (await OAuthClient.Service(http).With(sender.Proof("POST", new Uri(issuer, "token").AbsoluteUri, DateTimeOffset.UtcNow))
            .ClientCredentialsAsync(cancellationToken)).AccessToken;
        using var request = new HttpRequestMessage(HttpMethod.Get, "/resource");
        request.Headers.Authorization = new AuthenticationHeaderValue("DPoP", token);
        request.Headers.Add("DPoP", sender.Proof("GET", new Uri(issuer, "resource").AbsoluteUri, DateTimeOffset.UtcNow, token));
        (await http.SendAsync(request, cancellationToken)).Dispose();
    }

    private static async Task UseAsync(HttpClient http, OAuthAnswer tokens, CancellationToken cancellationToken)
    {
        await new OAuthClient(http).UserInfoAsync(tokens.AccessToken, cancellationToken);
        await OAuthClient.Service(http).PostAsync("/introspect", cancellationToken, ("token", tokens.AccessToken), ("token_type_hint", "access_token"));
        var signOut = $"/sign-out?id_token_hint={tokens.Text("id_token")}&post_logout_redirect_uri={LocalHostUser.RedirectUri}&state=bye";
        foreach (var path in new[] { "/resource", signOut })
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, path);
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", tokens.AccessToken);
            (await http.SendAsync(request, cancellationToken)).Dispose();
        }

        using var signer = AssertionSigner.New();
        await new OAuthClient(http, "demo-service").PostAsync(
            "/token", cancellationToken, ("grant_type", "client_credentials"), ("client_assertion_type", ClientAssertion.Type),
            ("client_assertion", signer.Assertion("demo-service", http.BaseAddress!.ToString(), DateTimeOffset.UtcNow)));
        using var form = new FormUrlEncodedContent([new("client_id", "demo-spa"), new("token", "0-nothing.nothing")]);
        (await http.PostAsync("/revoke", form, cancellationToken)).Dispose();
    }
}
