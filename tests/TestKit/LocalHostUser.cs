using System.Buffers.Text;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using Tollgate.TestKit.Http;

namespace Tollgate.TestKit;

/// <summary>Somebody, mostly alice, before a browser: signs in once, then gets codes for a client.</summary>
public sealed class LocalHostUser : IDisposable
{
    public const string RedirectUri = "http://127.0.0.1:8400/callback";

    public static readonly string Verifier = new('v', 43);

    private static readonly string Challenge = Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(Verifier)));

    private readonly ScriptlessBrowser _browser;
    private readonly string _clientId;

    private LocalHostUser(Uri issuer, string clientId) => (_browser, _clientId) = (new ScriptlessBrowser(issuer), clientId);

    private string AuthorizePath =>
        $"/authorize/?response_type=code&client_id={_clientId}&redirect_uri={Uri.EscapeDataString(RedirectUri)}"
        + $"&scope=openid+offline_access&code_challenge_method=S256&code_challenge={Challenge}";

    /// <summary>Somebody who has not signed in.</summary>
    public static LocalHostUser Of(Uri issuer) => new(issuer, "demo-spa");

    /// <summary>Signs in and consents, so that every code that follows is one request away.</summary>
    public static async Task<LocalHostUser> SignInAsync(Uri issuer, string clientId, CancellationToken cancellationToken)
    {
        var user = new LocalHostUser(issuer, clientId);
        var page = await user.OpenAsync(user.AuthorizePath, cancellationToken);
        var signedIn = await user.SubmitAsync(page, cancellationToken, ("username", "alice"), ("password", ScriptlessBrowser.Password));
        var next = await user.GetAsync(signedIn.Location, cancellationToken);
        // Tables that other tests have used may know of the consent.
        if (next.HasButton("allow"))
            await user.SubmitAsync(next, cancellationToken, ("decision", "allow"));
        return user;
    }

    /// <summary>A page of the server that has a form.</summary>
    public async Task<Answer> OpenAsync(string path, CancellationToken cancellationToken)
    {
        var page = await GetAsync(path, cancellationToken);
        return page.HasForm ? page : throw new InvalidOperationException($"{page.Status}, no form in:\n{page.Body}");
    }

    public Task<Answer> GetAsync(string path, CancellationToken cancellationToken) => _browser.GetAsync(path, cancellationToken);

    public Task<Answer> SubmitAsync(Answer page, CancellationToken cancellationToken, params (string Name, string? Value)[] entries) =>
        _browser.SubmitAsync(page, null, cancellationToken, entries);

    /// <summary>Submits it to one of several processes that are the server.</summary>
    public Task<Answer> SubmitAsync(Answer page, Uri host, CancellationToken cancellationToken, params (string Name, string? Value)[] entries) =>
        _browser.SubmitAsync(page, host, cancellationToken, entries);

    /// <summary>Allows a device what it asks for, or does not.</summary>
    public async Task DecideAsync(string userCode, string decision, CancellationToken cancellationToken)
    {
        var page = await OpenAsync($"/device?user_code={userCode}", cancellationToken);
        var done = await SubmitAsync(page, cancellationToken, ("decision", decision));
        if (done.Status != HttpStatusCode.OK)
            throw new HttpRequestException($"No decision but {done.Status}.", null, done.Status);
    }

    /// <summary>The page that asks for consent, although it has been given.</summary>
    public Task<Answer> ConsentFormAsync(CancellationToken cancellationToken) => OpenAsync(AuthorizePath + "&prompt=consent", cancellationToken);

    public async Task<string> CodeAsync(CancellationToken cancellationToken)
    {
        var answer = await GetAsync(AuthorizePath, cancellationToken);
        if (answer.Location.Length == 0)
            throw new InvalidOperationException($"No redirect but {answer.Status}.");
        return answer.Code ?? throw new InvalidOperationException($"No code in {answer.Location}.");
    }

    public void Dispose() => _browser.Dispose();
}
