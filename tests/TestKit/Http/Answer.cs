using System.Net;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Tollgate.Domain.Protocol;
using Xunit;

namespace Tollgate.TestKit.Http;

/// <summary>The server's answer to a browser, with its parts.</summary>
public sealed record Answer(HttpStatusCode Status, IReadOnlyDictionary<string, string> Headers, IReadOnlyList<string> SetCookies, string Body)
{
    /// <summary>The page as a browser parses it.</summary>
    public IHtmlDocument Document => field ??= new HtmlParser().ParseDocument(Body);

    public string Location => Header("Location");

    /// <summary>The parameters that a redirect gives the client, from the query or the fragment.</summary>
    public ParameterSet Parameters => ParameterSet.Parse(Location[(Location.IndexOfAny(['?', '#']) + 1)..]).Value!;

    public string? Code => Parameters["code"];

    public string? Error => Parameters["error"];

    public string Language => Header("Content-Language");

    public bool HasForm => Document.Forms.Length > 0;

    public HtmlForm Form
    {
        get
        {
            Assert.True(HasForm, $"{Status} {Location}: no form in {Body}");
            return new HtmlForm(Document.Forms[0]);
        }
    }

    /// <summary>The client_secret that the page shows. Null if the page shows none. The server shows a secret only once.</summary>
    public string? ShownSecret => Document.QuerySelectorAll("p.label")
        .FirstOrDefault(label => label.TextContent == "client_secret")?.NextElementSibling?.TextContent;

    /// <summary>The client_secret that the page shows. Throws if the page shows none.</summary>
    public string ClientSecret
    {
        get
        {
            Assert.True(ShownSecret is not null, $"{Status} {Location}: no secret in {Body}");
            return ShownSecret;
        }
    }

    public bool HasField(string name) => HasForm && Form.Fields.ContainsKey(name);

    /// <summary>Whether the form has a button with this value.</summary>
    public bool HasButton(string value) => HasForm && Form.HasButton(value);

    public string Header(string name) => Headers.GetValueOrDefault(name, "");

    /// <summary>The text for the message of a failed test.</summary>
    public override string ToString() => $"{(int)Status} {Location} {Body}";

    public static async Task<Answer> ReadAsync(HttpResponseMessage response)
    {
        var headers = response.Headers.Concat(response.Content.Headers)
            .ToDictionary(header => header.Key, header => string.Join(", ", header.Value), StringComparer.OrdinalIgnoreCase);
        IReadOnlyList<string> cookies = response.Headers.TryGetValues("Set-Cookie", out var values) ? [.. values] : [];
        return new Answer(response.StatusCode, headers, cookies, await response.Content.ReadAsStringAsync());
    }
}
