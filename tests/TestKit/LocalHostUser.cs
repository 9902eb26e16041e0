using System.Buffers.Text;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using System.Web;

namespace Tollgate.TestKit;

/// <summary>alice before a browser that knows cookies and forms and nothing else: signs in once, then gets codes for a client.</summary>
public sealed partial class LocalHostUser : IDisposable
{
    public const string RedirectUri = "http://127.0.0.1:8400/callback";

    public static readonly string Verifier = new('v', 43);

    private static readonly string Challenge = Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(Verifier)));

    private readonly HttpClient _browser;
    private readonly string _clientId;

    private LocalHostUser(Uri issuer, string clientId)
    {
        _clientId = clientId;
        _browser = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false, CookieContainer = new CookieContainer() }) { BaseAddress = issuer };
    }

    /// <summary>Signs in and consents, so that every code that follows is one request away.</summary>
    public static async Task<LocalHostUser> SignInAsync(Uri issuer, string clientId, CancellationToken cancellationToken)
    {
        var user = new LocalHostUser(issuer, clientId);
        using var signedIn = await user.SubmitAsync(
            await user._browser.GetAsync(user.AuthorizePath, cancellationToken), cancellationToken, ("username", "alice"), ("password", "wonderland"));
        using var page = await user._browser.GetAsync(signedIn.Headers.Location, cancellationToken);
        using var answer = await user.SubmitAsync(page, cancellationToken, ("decision", "allow"));
        return user;
    }

    public async Task<string> CodeAsync(CancellationToken cancellationToken)
    {
        using var answer = await _browser.GetAsync(AuthorizePath, cancellationToken);
        var location = answer.Headers.Location ?? throw new InvalidOperationException($"No redirect but {answer.StatusCode}.");
        return HttpUtility.ParseQueryString(location.Query)["code"] ?? throw new InvalidOperationException($"No code in {location}.");
    }

    public void Dispose() => _browser.Dispose();

    private string AuthorizePath =>
        $"/authorize/?response_type=code&client_id={_clientId}&redirect_uri={Uri.EscapeDataString(RedirectUri)}"
        + $"&scope=openid+offline_access&code_challenge_method=S256&code_challenge={Challenge}";

    private async Task<HttpResponseMessage> SubmitAsync(
        HttpResponseMessage page, CancellationToken cancellationToken, params (string Name, string Value)[] entries)
    {
        var html = await page.Content.ReadAsStringAsync(cancellationToken);
        var form = Form().Match(html);
        if (!form.Success)
            throw new InvalidOperationException($"No form in:\n{html}");
        var hidden = Hidden().Matches(html).Select(each => (each.Groups[1].Value, WebUtility.HtmlDecode(each.Groups[2].Value)));
        return await _browser.PostAsync(
            form.Groups[1].Value,
            new FormUrlEncodedContent(hidden.Concat(entries).ToDictionary(each => each.Item1, each => each.Item2)),
            cancellationToken);
    }

    [GeneratedRegex("<form method=\"post\" action=\"([^\"]+)\">")]
    private static partial Regex Form();

    [GeneratedRegex("<input type=\"hidden\" name=\"([^\"]+)\" value=\"([^\"]*)\">")]
    private static partial Regex Hidden();
}
