using Microsoft.Azure.Functions.Worker.Http;

namespace Tollgate.Functions.Http;

/// <summary>Headers of every answer: against content sniffing and framing, and CORS for endpoints that scripts may call.</summary>
internal static class CommonHeaders
{
    public static void Write(HttpResponseData response, EndpointPolicy policy, bool isHttps)
    {
        var headers = response.Headers;
        headers.TryAddWithoutValidation("X-Content-Type-Options", "nosniff");
        headers.TryAddWithoutValidation("Referrer-Policy", "no-referrer");
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
        headers.TryAddWithoutValidation("Access-Control-Expose-Headers", "WWW-Authenticate, Retry-After");
    }

    public static void WritePreflight(HttpResponseData response, EndpointPolicy policy)
    {
        var headers = response.Headers;
        headers.TryAddWithoutValidation("Allow", policy.Allow);
        headers.TryAddWithoutValidation("Access-Control-Allow-Methods", policy.Allow);
        headers.TryAddWithoutValidation("Access-Control-Allow-Headers", "Authorization, Content-Type");
        headers.TryAddWithoutValidation("Access-Control-Max-Age", "7200");
    }
}
