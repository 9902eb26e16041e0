namespace Tollgate.EndToEnd.Tests.FunctionsHost;

internal static partial class RecordedCalls
{
    private static IEnumerable<RecordedCall> Paths() =>
    [
        Get("/", 200),
        Get("/nope", 404),
        Get("/nope/nope", 404),
        Get("/acme", 200),
        Get("/acme/", 200),
        Get("/acme/oauth2", 404),
        Get("/acme/oauth2/nope", 404),
        Get("/nope/oauth2/token", 405),
        Get("/api/token", 404),
        Get("/token/x", 404),
        Get("/%00", 400),
        Get("/%2e%2e/x", 404),
        Get("/..%2ftoken", 404),
        Get("/favicon.ico", 404),
        Get("/robots.txt", 404),
        Get("/admin/host/status", 401) with { OnLocalHost = 404 },
        Get("/admin/functions", 401) with { OnLocalHost = 404 },
        Get("/runtime/webhooks/x", 401) with { OnLocalHost = 404 },
        Get("/host.json", 404),
        Get("/a%2fb", 404),
        Get("/tok%65n", 405),
    ];

    private static IEnumerable<RecordedCall> Pages() =>
    [
        Get("/authorize", 400),
        Get("/try", 303),
        Get("/try/callback", 400),
        Get("/device", 200),
        Get("/apps", 200),
        Get("/apps/request", 200),
        Get("/sign-in", 405),
        Get("/consent", 405),
        Get("/sign-out", 200),
        Get("/invitation", 400),
        Get("/register", 404),
        Get("/resource", 401),
        Get("/resource/", 401),
        Get("/userinfo", 401),
        Get("/demo-device", 404) with { OnLocalHost = 200 },
        Get("/introspect", 405),
        Get("/revoke", 405),
        Get("/device-authorization", 405),
        Get("/admin", 404),
        Get("/runtime", 404),
        Get("/Acme", 404),
        Get("/acme/oauth2/authorize", 400),
        Get("/acme/oauth2/device", 200),
        Get("/acme/oauth2/apps/request", 200),
        Post("POST unknown", "/nope", 405, ""),
        new("accept-language", "GET", "/", 200, "Accept-Language: de"),
        new("accept json", "GET", "/", 200, "Accept: application/json"),
        new("HEAD /", "HEAD", "/", 200),
        // The recording says 405, because it is older than the page's support for HEAD.
        new("HEAD /authorize", "HEAD", "/authorize", 400),
        Post("POST /", "/", 405, ""),
    ];
}
