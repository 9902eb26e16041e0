using System.Net;
using System.Text.RegularExpressions;
using Tollgate.Domain.Protocol;
using Xunit;

namespace Tollgate.TestKit.Http;

/// <summary>What the server answered a browser, taken apart.</summary>
public sealed partial record Answer(HttpStatusCode Status, IReadOnlyDictionary<string, string> Headers, IReadOnlyList<string> SetCookies, string Body)
{
    public string Location => Header("Location");

    /// <summary>The parameters that a redirect hands the client, from query or fragment.</summary>
    public ParameterSet Parameters => ParameterSet.Parse(Location[(Location.IndexOfAny(['?', '#']) + 1)..]).Value!;

    public string? Code => Parameters["code"];

    public string? Error => Parameters["error"];

    public string Language => Header("Content-Language");

    public HtmlForm Form
    {
        get
        {
            var form = FormPattern().Match(Body);
            Assert.True(form.Success, $"{Status} {Location}: no form in {Body}");
            var fields = InputPattern().Matches(form.Groups["body"].Value)
                .Where(input => IsSent(input.Value))
                .ToDictionary(input => Attribute(input.Value, "name")!, input => Attribute(input.Value, "value"));
            foreach (Match text in TextPattern().Matches(form.Groups["body"].Value))
                fields[Attribute(text.Value, "name")!] = WebUtility.HtmlDecode(text.Groups["text"].Value);
            return new HtmlForm(WebUtility.HtmlDecode(form.Groups["action"].Value), fields);
        }
    }

    /// <summary>The client_secret that a page shows, this once.</summary>
    public string ClientSecret
    {
        get
        {
            var label = Body.IndexOf(">client_secret</p>", StringComparison.Ordinal);
            Assert.True(label > 0, $"{Status} {Location}: no secret in {Body}");
            var start = Body.IndexOf("<pre", label, StringComparison.Ordinal);
            return Body[(Body.IndexOf('>', start) + 1)..Body.IndexOf('<', start + 1)];
        }
    }

    public bool HasField(string name) => FormPattern().IsMatch(Body) && Form.Fields.ContainsKey(name);

    public string Header(string name) => Headers.GetValueOrDefault(name, "");

    public static async Task<Answer> ReadAsync(HttpResponseMessage response)
    {
        var headers = response.Headers.Concat(response.Content.Headers)
            .ToDictionary(header => header.Key, header => string.Join(", ", header.Value), StringComparer.OrdinalIgnoreCase);
        IReadOnlyList<string> cookies = response.Headers.TryGetValues("Set-Cookie", out var values) ? [.. values] : [];
        return new Answer(response.StatusCode, headers, cookies, await response.Content.ReadAsStringAsync());
    }

    /// <summary>Of boxes and buttons only those that are chosen.</summary>
    private static bool IsSent(string input) =>
        Attribute(input, "type") is not ("checkbox" or "radio") || input.EndsWith(" checked>", StringComparison.Ordinal);

    private static string? Attribute(string tag, string name) =>
        Regex.Match(tag, $" {name}=\"([^\"]*)\"") is { Success: true } found ? WebUtility.HtmlDecode(found.Groups[1].Value) : null;

    [GeneratedRegex("<form method=\"post\" action=\"(?<action>[^\"]*)\">(?<body>.*?)</form>", RegexOptions.Singleline)]
    private static partial Regex FormPattern();

    /// <summary>A browser drops the line break that begins a text.</summary>
    [GeneratedRegex("<textarea [^>]*>\\n?(?<text>[^<]*)</textarea>")]
    private static partial Regex TextPattern();

    [GeneratedRegex("<input [^>]*>")]
    private static partial Regex InputPattern();
}
