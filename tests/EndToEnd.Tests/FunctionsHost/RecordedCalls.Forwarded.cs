namespace Tollgate.EndToEnd.Tests.FunctionsHost;

internal static partial class RecordedCalls
{
    /// <summary>
    /// Headers that a proxy or the platform might set. The server ignores all of them. If the recording cuts a label, the rest is guessed.
    /// </summary>
    private static IEnumerable<RecordedCall> Forwarded() =>
    [
        .. With("{'X-Forwarded-For': '1.2.3.4:5678'}", "X-Forwarded-For: 1.2.3.4:5678"),
        // Guessed: X-Forwarded-Host.
        .. With(
            "{'X-Forwarded-For': '1.2.3.4', 'X-Forwarded-Proto': 'https',",
            "X-Forwarded-For: 1.2.3.4", "X-Forwarded-Proto: https", "X-Forwarded-Host: evil.example"),
        .. With("{'Host': 'evil.example'}", "Host: evil.example"),
        // Guessed: X-Rewrite-URL.
        .. With(
            "{'X-Original-URL': '/x', 'X-Original-Host': 'evil.example', ",
            "X-Original-URL: /x", "X-Original-Host: evil.example", "X-Rewrite-URL: /x"),
        .. With("{'x-functions-key': 'abc'}", "x-functions-key: abc"),
        .. With("{'X-HTTP-Method-Override': 'PUT'}", "X-HTTP-Method-Override: PUT"),
        .. With("{'Forwarded': 'for=1.2.3.4;host=evil'}", "Forwarded: for=1.2.3.4;host=evil"),
        // Guessed: the end of the traceparent. It begins like the example of the W3C.
        .. With(
            "{'x-ms-invocation-id': 'x', 'traceparent': '00-0af7651916cd4",
            "x-ms-invocation-id: x", "traceparent: 00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"),
        new("?code=", "GET", "/.well-known/jwks.json?code=abc", 200),
        new("clientId", "GET", "/?clientId=x", 200),
    ];

    private static IEnumerable<RecordedCall> With(string label, params IReadOnlyList<string> headers) =>
    [
        Cc("fwd " + label, "/token", 200, headers),
        new("fwd disc " + label, "GET", "/.well-known/openid-configuration", 200, headers),
        new("fwd welcome " + label, "GET", "/", 200, headers),
    ];
}
