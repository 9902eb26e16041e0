using System.Buffers.Text;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using System.Web;

namespace Tollgate.TestKit;

/// <summary>Somebody, mostly alice, before a browser that knows cookies and forms and nothing else: signs in once, then gets codes for a client.</summary>
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

    /// <summary>Somebody who has not signed in.</summary>
    public static LocalHostUser Of(Uri issuer) => new(issuer, "demo-spa");

    /// <summary>Signs in and consents, so that every code that follows is one request away.</summary>
    public static async Task<LocalHostUser> SignInAsync(Uri issuer, string clientId, CancellationToken cancellationToken)
    {
        var user = new LocalHostUser(issuer, clientId);
        var page = await user.OpenAsync(user.AuthorizePath, cancellationToken);
        using var signedIn = await user.SubmitAsync(page, cancellationToken, ("username", "alice"), ("password", "wonderland"));
        using var next = await user._browser.GetAsync(signedIn.Headers.Location, cancellationToken);
        // Tables that other tests have used may know of the consent.
        if (next.IsSuccessStatusCode)
            (await user.SubmitAsync(await ReadFormAsync(next, cancellationToken), cancellationToken, ("decision", "allow"))).Dispose();
        return user;
    }

    /// <summary>The form of a page of the server.</summary>
    public async Task<PageForm> OpenAsync(string path, CancellationToken cancellationToken)
    {
        using var page = await _browser.GetAsync(path, cancellationToken);
        return await ReadFormAsync(page, cancellationToken);
    }

    public Task<HttpResponseMessage> GetAsync(string path, CancellationToken cancellationToken) => _browser.GetAsync(path, cancellationToken);

    public Task<HttpResponseMessage> SubmitAsync(PageForm form, CancellationToken cancellationToken, params (string Name, string Value)[] entries) =>
        SubmitAsync(form, _browser.BaseAddress!, cancellationToken, entries);

    /// <summary>Submits it to one of several processes that are the server.</summary>
    public async Task<HttpResponseMessage> SubmitAsync(
        PageForm form, Uri host, CancellationToken cancellationToken, params (string Name, string Value)[] entries)
    {
        using var content = new FormUrlEncodedContent(form.Hidden.Concat(entries.Select(entry => KeyValuePair.Create(entry.Name, entry.Value))));
        return await _browser.PostAsync(new Uri(host, form.Action), content, cancellationToken);
    }

    /// <summary>Allows a device what it asks for, or does not.</summary>
    public async Task DecideAsync(string userCode, string decision, CancellationToken cancellationToken)
    {
        var form = await OpenAsync($"/device?user_code={userCode}", cancellationToken);
        using var done = await SubmitAsync(form, cancellationToken, ("decision", decision));
        done.EnsureSuccessStatusCode();
    }

    /// <summary>The page that asks for consent, although it has been given.</summary>
    public Task<PageForm> ConsentFormAsync(CancellationToken cancellationToken) => OpenAsync(AuthorizePath + "&prompt=consent", cancellationToken);

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

    private static async Task<PageForm> ReadFormAsync(HttpResponseMessage page, CancellationToken cancellationToken)
    {
        var html = await page.Content.ReadAsStringAsync(cancellationToken);
        var form = Form().Match(html);
        if (!form.Success)
            throw new InvalidOperationException($"{page.StatusCode}, no form in:\n{html}");
        var hidden = Hidden().Matches(html).Select(each => KeyValuePair.Create(each.Groups[1].Value, WebUtility.HtmlDecode(each.Groups[2].Value)));
        return new PageForm(form.Groups[1].Value, [.. hidden]);
    }

    [GeneratedRegex("<form method=\"post\" action=\"([^\"]+)\">")]
    private static partial Regex Form();

    [GeneratedRegex("<input type=\"hidden\" name=\"([^\"]+)\" value=\"([^\"]*)\">")]
    private static partial Regex Hidden();
}
