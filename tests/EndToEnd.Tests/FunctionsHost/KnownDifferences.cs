namespace Tollgate.EndToEnd.Tests.FunctionsHost;

/// <summary>All recorded differences between the Functions host and LocalHost. A listed difference that does not occur is a fault, too.</summary>
internal static class KnownDifferences
{
    private const string Challenge = "www-authenticate";

    public static IReadOnlyList<KnownDifference> OfFunctionsHost { get; } =
    [
        new("The host gives the worker no body that came in chunks.", "chunked [POST /token]", (local, _) => local with
        {
            Status = 400,
            Body = """{"error":"invalid_request","error_description":"The grant_type is missing."}""",
        }),
        OfTheHost("GET [GET /admin/host/status]"),
        OfTheHost("GET [GET /admin/functions]"),
        OfTheHost("GET [GET /runtime/webhooks/x]"),
        new(
            "The host's router gives no function a path that begins with an empty segment.", "cc basic //token [POST //token]",
            (_, _) => new HostAnswer(404, [], "")),
        new("The demo's device is LocalHost's alone.", "GET [GET /demo-device]", (_, at) => at("GET [GET /nope]")),
        new(
            "The worker makes an address out of the Host header, and there is none.", "HTTP/1.0 without Host [GET /.well-known/openid-configuration]",
            (_, _) => StatusOnly(400)),
        WithoutBlanks("allow"),
        // The text of the recording names this difference only for Allow. For Vary, only the recorded answer to /demo-device shows it. The worker
        // joins the values of both headers in the same way.
        WithoutBlanks("vary"),
        new("The worker joins two challenges without a blank.", null, (local, _) => local.Header(Challenge) is { } value
            ? local.WithHeader(Challenge, value.Replace(", DPoP ", ",DPoP ", StringComparison.Ordinal))
            : local),
    ];

    private static KnownDifference WithoutBlanks(string header) => new(
        $"The worker writes the list of {header} without blanks.", null, (local, _) => local.Header(header) is { } value
            ? local.WithHeader(header, value.Replace(", ", ",", StringComparison.Ordinal))
            : local);

    private static KnownDifference OfTheHost(string label) => new(
        "The host's own, for administrators.", label, (_, _) => new HostAnswer(401, ["www-authenticate: Bearer"], ""));

    /// <summary>The recording has only the status of this call.</summary>
    private static HostAnswer StatusOnly(int status) => new(status, [HostAnswer.Any], HostAnswer.Any);
}
