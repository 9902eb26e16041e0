using System.Net;
using System.Security.Cryptography;
using System.Text;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using Tollgate.TestKit.Http;

namespace Tollgate.Functions.Tests.Pages;

/// <summary>Checks that the server itself wrote every element of a page.</summary>
internal static class HarmlessPage
{
    private static readonly HashSet<string> Elements = Words(
        """
        html head meta title style script body main h1 h2 h3 div section nav footer p ul ol li dl dt dd a span strong small bdi code pre br wbr time blockquote
        form fieldset legend label input textarea button details summary table thead tbody tr th td
        """);

    private static readonly HashSet<string> Attributes = Words(
        """
        action aria-current aria-describedby aria-invalid aria-label autocapitalize autocomplete autofocus charset checked class content data-copied data-copy
        data-name datetime for formnovalidate href hreflang id lang max maxlength method min minlength name readonly required role rows scope spellcheck
        step tabindex translate type value
        """);

    /// <param name="clients">Client addresses to which the page's forms may also lead.</param>
    public static void Check(Answer answer, string payload, params string[] clients)
    {
        Assert.NotEqual(HttpStatusCode.InternalServerError, answer.Status);
        Assert.DoesNotContain(answer.Headers.Values, value => value.AsSpan().ContainsAny('\r', '\n'));
        if (answer.Header("Content-Type").StartsWith("text/html", StringComparison.Ordinal))
            Check(answer.Body, answer.Header("Content-Security-Policy"), payload, clients);
    }

    public static void Check(string html, string policy, string payload, params string[] clients)
    {
        if (payload.AsSpan().ContainsAny('<', '"', '\''))
            Assert.DoesNotContain(payload, html, StringComparison.OrdinalIgnoreCase);
        Assert.All(new HtmlParser().ParseDocument(html).All, element => AssertOwn(element, policy, clients));
    }

    private static void AssertOwn(IElement element, string policy, string[] clients)
    {
        Assert.Contains(element.LocalName, Elements);
        var attributes = element.Attributes.ToDictionary(attribute => attribute.Name, attribute => attribute.Value);
        Assert.All(attributes.Keys, name => Assert.Contains(name, Attributes));
        switch (element.LocalName)
        {
            case "meta":
                Assert.True(attributes.ContainsKey("charset") || attributes["name"] is "viewport" or "robots");
                break;
            case "form":
                Assert.True(IsPath(attributes["action"]) || clients.Contains(attributes["action"]), attributes["action"]);
                break;
            case "a":
                Assert.True(IsPath(attributes["href"]) || attributes["href"] is ['#' or '?', ..] || IsOfTheWeb(attributes["href"]), attributes["href"]);
                break;
            case "script":
                var hash = Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(element.TextContent)));
                Assert.Contains($"script-src 'sha256-{hash}'", policy, StringComparison.Ordinal);
                break;
        }
    }

    private static bool IsPath(string address) => address is ['/'] or ['/', not ('/' or '\\'), ..];

    private static bool IsOfTheWeb(string address) => Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.Scheme is "https" or "http";

    private static HashSet<string> Words(string text) => [.. text.Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries)];
}
