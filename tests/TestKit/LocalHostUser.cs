using System.Buffers.Text;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using Tollgate.TestKit.Http;

namespace Tollgate.TestKit;

/// <summary>A user with a browser, alice by default. The user signs in once and then gets authorization codes for a client.</summary>
public sealed class LocalHostUser : IDisposable
{
    public const string RedirectUri = "http://127.0.0.1:8400/callback";

    public static readonly string Verifier = new('v', 43);

    private static readonly string Challenge = Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(Verifier)));

    private readonly ScriptlessBrowser _browser;
    private readonly string _clientId;

    private LocalHostUser(Uri issuer, string clientId) => (_browser, _clientId) = (new ScriptlessBrowser(issuer), clientId);

    private string AuthorizePath => "/authorize/?" + AuthorizationRequest;

    /// <summary>The parameters of the client's authorization request.</summary>
    private string AuthorizationRequest =>
        $"response_type=code&client_id={_clientId}&redirect_uri={Uri.EscapeDataString(RedirectUri)}"
        + $"&scope=openid+offline_access&code_challenge_method=S256&code_challenge={Challenge}";

    /// <summary>A user who has not signed in.</summary>
    public static LocalHostUser Of(Uri issuer) => new(issuer, "demo-spa");

    /// <summary>Signs the user in and gives consent, so that every later code takes one request.</summary>
    public static async Task<LocalHostUser> SignInAsync(Uri issuer, string clientId, CancellationToken cancellationToken)
    {
        var user = new LocalHostUser(issuer, clientId);
        var page = await user.OpenAsync(user.AuthorizePath, cancellationToken);
        var signedIn = await user.SubmitAsync(page, cancellationToken, ("username", "alice"), ("password", ScriptlessBrowser.Password));
        var next = await user.GetAsync(signedIn.Location, cancellationToken);
        // The tables may already contain the consent if other tests have used them.
        if (next.HasButton("allow"))
            await user.SubmitAsync(next, cancellationToken, ("decision", "allow"));
        return user;
    }

    /// <summary>Opens a page of the server that has a form.</summary>
    public async Task<Answer> OpenAsync(string path, CancellationToken cancellationToken)
    {
        var page = await GetAsync(path, cancellationToken);
        return page.HasForm ? page : throw new InvalidOperationException($"{page.Status}, no form in:\n{page.Body}");
    }

    public Task<Answer> GetAsync(string path, CancellationToken cancellationToken) => _browser.GetAsync(path, cancellationToken);

    public Task<Answer> SubmitAsync(Answer page, CancellationToken cancellationToken, params (string Name, string? Value)[] entries) =>
        _browser.SubmitAsync(page, null, cancellationToken, entries);

    /// <summary>Submits the form to one of several processes of the same server.</summary>
    public Task<Answer> SubmitAsync(Answer page, Uri host, CancellationToken cancellationToken, params (string Name, string? Value)[] entries) =>
        _browser.SubmitAsync(page, host, cancellationToken, entries);

    /// <summary>Submits the user's decision on the request of a device.</summary>
    public async Task DecideAsync(string userCode, string decision, CancellationToken cancellationToken)
    {
        var page = await OpenAsync($"/device?user_code={userCode}", cancellationToken);
        var done = await SubmitAsync(page, cancellationToken, ("decision", decision));
        if (done.Status != HttpStatusCode.OK)
            throw new HttpRequestException($"No decision but {done.Status}.", null, done.Status);
    }

    /// <summary>Opens the consent page, although the user has already consented.</summary>
    public Task<Answer> ConsentFormAsync(CancellationToken cancellationToken) => OpenAsync(AuthorizePath + "&prompt=consent", cancellationToken);

    public async Task<string> CodeAsync(CancellationToken cancellationToken)
    {
        var answer = await GetAsync(AuthorizePath, cancellationToken);
        if (answer.Location.Length == 0)
            throw new InvalidOperationException($"No redirect but {answer.Status}.");
        return answer.Code ?? throw new InvalidOperationException($"No code in {answer.Location}.");
    }

    /// <summary>Pushes the client's request (RFC 9126) to one of the server's processes, and returns its request_uri.</summary>
    public async Task<string> PushAsync(HttpClient http, CancellationToken cancellationToken)
    {
        using var form = new StringContent(AuthorizationRequest, Encoding.UTF8, "application/x-www-form-urlencoded");
        using var response = await http.PostAsync("/par", form, cancellationToken);
        var answer = await OAuthAnswer.ReadAsync(response, cancellationToken);
        return answer.Text("request_uri") ?? throw new InvalidOperationException($"No request_uri but {answer}");
    }

    /// <summary>Opens a pushed request at one of the server's processes.</summary>
    public Task<Answer> OpenPushedAsync(Uri host, string requestUri, CancellationToken cancellationToken) =>
        GetAsync(new Uri(host, Requests.Pushed(requestUri, _clientId)).ToString(), cancellationToken);

    public void Dispose() => _browser.Dispose();
}
