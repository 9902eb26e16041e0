using System.Text;
using System.Text.Encodings.Web;
using Tollgate.Domain.Protocol;
using Tollgate.Domain.Workspaces;

namespace Tollgate.Functions.Pages.Examples;

/// <summary>One request of an example, in the forms HTTP, curl and JavaScript.</summary>
/// <param name="Path">The path of an endpoint of the workspace.</param>
internal sealed record HttpExample(Workspace Workspace, string Method, string Path)
{
    /// <summary>A GET request has its parameters in the query, a POST request in the body.</summary>
    public IReadOnlyList<ExampleParameter> Parameters { get; init; } = [];

    /// <summary>The access token in the Authorization header.</summary>
    public string? Bearer { get; init; }

    /// <summary>The client that authenticates with Basic (RFC 6749 §2.3.1).</summary>
    public ExampleValues? Basic { get; init; }

    private bool HasBody => Method == "POST";

    private string Encoded => string.Join('&', Parameters.Select(parameter => $"{parameter.Name}={Escape(parameter.Value)}"));

    private string Query => HasBody || Parameters.Count == 0 ? "" : "?" + Encoded;

    /// <summary>The address of another server, which replaces the address of this server and the path. Null for a request to this server.</summary>
    public Uri? Elsewhere { get; init; }

    private string Bare => Elsewhere?.AbsoluteUri ?? Workspace.Address(Path);

    public string Address => Bare + Query;

    public string ToHttp()
    {
        var text = new StringBuilder($"{Method} {Elsewhere?.PathAndQuery ?? Workspace.LocalPath(Path)}{Query} HTTP/1.1\nHost: {(Elsewhere ?? Workspace.IssuerAddress).Authority}");
        if (Authorization is { } authorization)
            text.Append("\nAuthorization: ").Append(authorization);
        if (HasBody)
            text.Append("\nContent-Type: application/x-www-form-urlencoded\n\n").Append(Encoded);
        return text.ToString();
    }

    public string ToCurl()
    {
        var text = new StringBuilder("curl ").Append(Quote(Address));
        if (Basic is not null)
            text.Append(" \\\n  -u ").Append(Quote(Basic.Pair));
        if (Bearer is not null)
            text.Append(" \\\n  -H ").Append(Quote("Authorization: Bearer " + Bearer));
        if (HasBody)
            foreach (var (name, value, _) in Parameters)
                text.Append(" \\\n  ").Append(IsPlain(value) ? $"-d {name}={value}" : $"--data-urlencode {Quote($"{name}={value}")}");
        return text.ToString();
    }

    public string ToFetch()
    {
        var text = new StringBuilder($"const response = await fetch({Script(Bare)}");
        if (HasBody || Bearer is not null)
            text.Append(", {\n").Append(HasBody ? "  method: \"POST\",\n" : "");
        if (Basic is not null)
            text.Append($"  headers: {{ Authorization: \"Basic \" + btoa({Script(Basic.Pair)}) }},\n");
        if (Bearer is not null)
            text.Append($"  headers: {{ Authorization: {Script($"{AuthenticationSchemes.Bearer} {Bearer}")} }},\n");
        if (HasBody)
            text.Append($"  body: {ToSearchParameters("  ")},\n");
        return text.Append(HasBody || Bearer is not null ? "}" : "").Append(");\nconsole.log(await response.json());").ToString();
    }

    /// <summary>JavaScript that opens the address in the browser.</summary>
    public string ToNavigation() => $"location.assign({Script(Workspace.Address(Path) + "?")} + {ToSearchParameters("")});";

    public static string Script(string value) => $"\"{JavaScriptEncoder.UnsafeRelaxedJsonEscaping.Encode(value)}\"";

    /// <summary>Colons and slashes stay readable: RFC 3986 allows both in a query, and form parsers accept them.</summary>
    public static string Escape(string value) =>
        Uri.EscapeDataString(value).Replace("%3A", ":", StringComparison.Ordinal).Replace("%2F", "/", StringComparison.Ordinal);

    private string? Authorization => Bearer is not null ? $"{AuthenticationSchemes.Bearer} {Bearer}" : Basic?.Header;

    private string ToSearchParameters(string indent)
    {
        var members = Parameters.Select(parameter => $"\n{indent}  {parameter.Name}: {parameter.Script ?? Script(parameter.Value)},");
        return $"new URLSearchParams({{{string.Concat(members)}\n{indent}}})";
    }

    private static bool IsPlain(string value) => value.Length > 0 && value.All(c => char.IsAsciiLetterOrDigit(c) || "-._~:/".Contains(c, StringComparison.Ordinal));

    /// <summary>Quotes a value for a shell: between single quotes only the closing quote has a meaning.</summary>
    private static string Quote(string value) => IsPlain(value) ? value : $"'{value.Replace("'", @"'\''", StringComparison.Ordinal)}'";
}
