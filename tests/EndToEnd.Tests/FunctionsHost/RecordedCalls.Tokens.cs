namespace Tollgate.EndToEnd.Tests.FunctionsHost;

internal static partial class RecordedCalls
{
    private const string ByPost = Grant + "&client_id=demo-service&client_secret=demo-service-secret";

    private static IEnumerable<RecordedCall> Tokens() =>
    [
        Cc("cc basic /token", "/token", 200),
        Cc("cc basic /token/", "/token/", 200),
        Cc("cc basic /TOKEN", "/TOKEN", 200),
        Cc("cc basic /token//", "/token//", 404),
        Cc("cc basic //token", "//token", 404),
        Cc("cc basic /token?x=1", "/token?x=1", 200),
        Post("cc post", "/token", 200, ByPost),
        Cc("cc scope", "/token", 200) with { Body = Grant + "&scope=notes.read" },
        new("cc json", "POST", "/token", 400, Basic, "Content-Type: application/json") { Body = "{\"grant_type\":\"client_credentials\"}" },
        new("cc no ct", "POST", "/token", 400, Basic) { Body = Grant },
        new("cc text", "POST", "/token", 400, Basic, "Content-Type: text/plain") { Body = Grant },
        new("cc bad ct", "POST", "/token", 400, Basic, "Content-Type: nonsense") { Body = Grant },
        new("cc ct charset", "POST", "/token", 200, Basic, Form + "; charset=utf-8") { Body = Grant },
        new("cc multipart", "POST", "/token", 400, Basic, "Content-Type: multipart/form-data; boundary=part") { Body = Multipart },
    ];

    private const string Multipart = "--part\r\nContent-Disposition: form-data; name=\"grant_type\"\r\n\r\nclient_credentials\r\n--part--\r\n";

    private static IEnumerable<RecordedCall> Refusals() =>
    [
        Cc("empty body", "/token", 400) with { Body = "" },
        Cc("no body", "/token", 400) with { Body = null },
        Cc("chunked", "/token", 400) with { IsChunked = true, OnLocalHost = 200 },
        new("wrong secret", "POST", "/token", 401, BasicOf("demo-service:wrong"), Form) { Body = Grant },
        new("unknown client", "POST", "/token", 401, BasicOf("nobody:wrong"), Form) { Body = Grant },
        new("bad basic", "POST", "/token", 401, "Authorization: Basic !!!", Form) { Body = Grant },
        Cc("2 auth headers", "/token", 401, Basic),
        Cc("unsupported grant", "/token", 400) with { Body = "grant_type=nonsense" },
        Cc("dup param", "/token", 400) with { Body = $"{Grant}&{Grant}" },
        // Guessed: the scope is percent-encoded. A raw octet gets the same answer.
        Cc("bad utf8", "/token", 400) with { Body = Grant + "&scope=%ff" },
        // Guessed: the header is in ISO 8859-1. With UTF-8 the client gets a token.
        Cc("non-ascii header", "/token", 400, "X-Name: caf\xe9"),
    ];

    private static IEnumerable<RecordedCall> Methods() =>
    [
        new("method GET", "GET", "/token", 405),
        new("method PUT", "PUT", "/token", 405),
        new("method DELETE", "DELETE", "/token", 405),
        new("method PATCH", "PATCH", "/token", 405),
        new("method HEAD", "HEAD", "/token", 405),
        new("method OPTIONS", "OPTIONS", "/token", 204),
        new("method TRACE", "TRACE", "/token", 405),
        new("method FOO", "FOO", "/token", 405),
        new("preflight", "OPTIONS", "/token", 204, Origin, "Access-Control-Request-Method: POST", "Access-Control-Request-Headers: authorization"),
        Cc("cors post", "/token", 200, Origin),
    ];

    private const string Origin = "Origin: https://app.example";
}
