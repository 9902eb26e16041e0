using System.Net;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Tollgate.Domain.Protocol;
using Xunit;

namespace Tollgate.TestKit.Http;

/// <summary>What the server answered a browser, taken apart.</summary>
public sealed record Answer(HttpStatusCode Status, IReadOnlyDictionary<string, string> Headers, IReadOnlyList<string> SetCookies, string Body)
{
    /// <summary>The page as a browser parses it.</summary>
    public IHtmlDocument Document => field ??= new HtmlParser().ParseDocument(Body);

    public string Location => Header("Location");

    /// <summary>The parameters that a redirect hands the client, from query or fragment.</summary>
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

    /// <summary>The client_secret that a page shows, this once; null where it shows none.</summary>
    public string? ShownSecret => Document.QuerySelectorAll("p.label")
        .FirstOrDefault(label => label.TextContent == "client_secret")?.NextElementSibling?.TextContent;

    /// <summary>The client_secret of a page that has to show one.</summary>
    public string ClientSecret
    {
        get
        {
            Assert.True(ShownSecret is not null, $"{Status} {Location}: no secret in {Body}");
            return ShownSecret;
        }
    }

    public bool HasField(string name) => HasForm && Form.Fields.ContainsKey(name);

    /// <summary>Whether the form has a button of this value.</summary>
    public bool HasButton(string value) => HasForm && Form.HasButton(value);

    public string Header(string name) => Headers.GetValueOrDefault(name, "");

    /// <summary>For the message of a failed test.</summary>
    public override string ToString() => $"{(int)Status} {Location} {Body}";

    public static async Task<Answer> ReadAsync(HttpResponseMessage response)
    {
        var headers = response.Headers.Concat(response.Content.Headers)
            .ToDictionary(header => header.Key, header => string.Join(", ", header.Value), StringComparer.OrdinalIgnoreCase);
        IReadOnlyList<string> cookies = response.Headers.TryGetValues("Set-Cookie", out var values) ? [.. values] : [];
        return new Answer(response.StatusCode, headers, cookies, await response.Content.ReadAsStringAsync());
    }
}
