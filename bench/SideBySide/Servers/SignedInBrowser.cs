using System.Net;
using System.Text.RegularExpressions;

namespace Tollgate.SideBySide.Servers;

/// <summary>Signs a user in and consents as a browser would. Each further code then needs only one request with the cookie.</summary>
internal static partial class SignedInBrowser
{
    private const int MostSteps = 12;

    private static readonly Dictionary<string, string> Answers = new()
    {
        ["username"] = "alice",
        ["password"] = "wonderland",
        ["decision"] = "allow",
    };

    /// <summary>Returns the value of the Cookie header.</summary>
    public static async Task<string> CookieAsync(Uri address, string authorizationPath)
    {
        var cookies = new CookieContainer();
        using var browser = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false, CookieContainer = cookies }) { BaseAddress = address };
        var at = new Uri(address, authorizationPath);
        var answer = await browser.GetAsync(at);
        for (var steps = 0; steps < MostSteps; steps++)
        {
            var next = answer.Headers.Location is { } location ? new Uri(at, location) : null;
            if (next is not null && next.AbsoluteUri.StartsWith(Candidate.RedirectUri, StringComparison.Ordinal))
                return cookies.GetCookieHeader(new Uri(address, authorizationPath));
            answer = next is not null ? await browser.GetAsync(next) : await SubmitAsync(browser, await answer.Content.ReadAsStringAsync());
            at = next ?? at;
        }

        throw new InvalidOperationException($"The sign-in at {address} leads nowhere; the last answer was {answer.StatusCode}.");
    }

    private static Task<HttpResponseMessage> SubmitAsync(HttpClient browser, string html)
    {
        var form = Form().Match(html);
        if (!form.Success)
            throw new InvalidOperationException($"A page without a form: {html}");
        var entries = new Dictionary<string, string>(Answers);
        foreach (Match hidden in Hidden().Matches(html))
            entries[hidden.Groups[1].Value] = WebUtility.HtmlDecode(hidden.Groups[2].Value);
        return browser.PostAsync(form.Groups[1].Value, new FormUrlEncodedContent(entries));
    }

    [GeneratedRegex("<form method=\"post\" action=\"([^\"]+)\"")]
    private static partial Regex Form();

    [GeneratedRegex("<input type=\"hidden\" name=\"([^\"]+)\" value=\"([^\"]*)\"")]
    private static partial Regex Hidden();
}
