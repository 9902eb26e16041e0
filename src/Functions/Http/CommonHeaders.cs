using System.Buffers;
using Microsoft.Azure.Functions.Worker.Http;

namespace Tollgate.Functions.Http;

/// <summary>Writes the headers of every answer, which protect browsers, and the CORS headers of endpoints that scripts may call.</summary>
internal static class CommonHeaders
{
    private const string ReferrerPolicy = "Referrer-Policy";

    private static readonly SearchValues<char> NamesInAList =
        SearchValues.Create("!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz, ");

    /// <summary>The request headers that libraries of clients add or that this server reads.</summary>
    private const string UsualHeaders =
        "Authorization, Content-Type, Accept, DPoP, If-None-Match, MCP-Protocol-Version, traceparent, tracestate, X-Requested-With";

    public static void Write(HttpResponseData response, EndpointPolicy policy, bool isHttps)
    {
        var headers = response.Headers;
        headers.TryAddWithoutValidation("X-Content-Type-Options", "nosniff");
        headers.TryAddWithoutValidation(ReferrerPolicy, "no-referrer");
        if (isHttps)
            headers.TryAddWithoutValidation("Strict-Transport-Security", "max-age=31536000");
        if (policy.IsPage)
        {
            headers.TryAddWithoutValidation("X-Frame-Options", "DENY");
            return;
        }

        headers.TryAddWithoutValidation("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'");
        // These endpoints ignore cookies, so any origin may call and read them.
        headers.TryAddWithoutValidation("Access-Control-Allow-Origin", "*");
        headers.TryAddWithoutValidation("Access-Control-Expose-Headers", "Allow, Date, DPoP-Nonce, ETag, Retry-After, WWW-Authenticate");
    }

    public static void SetReferrerPolicy(HttpResponseData response, string policy)
    {
        response.Headers.Remove(ReferrerPolicy);
        response.Headers.TryAddWithoutValidation(ReferrerPolicy, policy);
    }

    /// <summary>
    /// Allows the headers that the script wants to send. No header needs to be refused: these endpoints take no cookies, and any other
    /// program may send the same headers.
    /// </summary>
    public static void WritePreflight(HttpRequestData request, HttpResponseData response, EndpointPolicy policy)
    {
        var headers = response.Headers;
        headers.TryAddWithoutValidation("Allow", policy.Allow);
        headers.TryAddWithoutValidation("Access-Control-Allow-Methods", policy.Allow);
        headers.TryAddWithoutValidation("Access-Control-Allow-Headers", Wanted(request) ?? UsualHeaders);
        headers.TryAddWithoutValidation("Access-Control-Max-Age", "7200");
    }

    /// <summary>
    /// The headers that the script wants to send. Null if the request names no header, if its text is longer than 2048 characters, or if
    /// the text is not a list of names (RFC 9110 §5.6.2).
    /// </summary>
    private static string? Wanted(HttpRequestData request) =>
        RequestReader.TryHeader(request, "Access-Control-Request-Headers", out var wanted) && wanted is { Length: > 0 and <= 2048 }
        && !wanted.AsSpan().ContainsAnyExcept(NamesInAList)
            ? wanted
            : null;
}
