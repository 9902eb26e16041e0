namespace Tollgate.EndToEnd.Tests.FunctionsHost;

internal static partial class RecordedCalls
{
    private static IEnumerable<RecordedCall> Metadata() =>
    [
        .. Published("/.well-known/openid-configuration"),
        .. Published("/.well-known/oauth-authorization-server"),
        .. Published("/.well-known/jwks.json"),
        .. Published("/acme/.well-known/openid-configuration"),
        .. Published("/acme/.well-known/oauth-authorization-server"),
        .. Published("/acme/.well-known/jwks.json"),
        new("inserted", "GET", "/.well-known/openid-configuration/acme", 200),
        new("inserted", "GET", "/.well-known/oauth-authorization-server/acme", 200),
        new("jwks", "GET", "/.well-known/jwks.json", 200),
        new("If-None-Match", "GET", "/.well-known/jwks.json", 304, "If-None-Match: {jwks#ETag}"),
        // Only the text of the recording mentions this call, and the text does not name the request. The recorded status was 500. Since
        // then the app refuses a request if the worker cannot make an address from its Host header.
        new("HTTP/1.0 without Host", "GET", "/.well-known/openid-configuration", 400) { IsHttp10 = true, OnLocalHost = 200 },
    ];

    private static IEnumerable<RecordedCall> Published(string target) =>
    [
        new("discovery", "GET", target, 200),
        new("HEAD", "HEAD", target, 200),
        new("OPTIONS", "OPTIONS", target, 204),
        // Guessed: an empty form.
        Post("POST wrong method", target, 405, ""),
    ];
}
