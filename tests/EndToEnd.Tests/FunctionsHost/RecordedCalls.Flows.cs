using Tollgate.Domain.Protocol;

namespace Tollgate.EndToEnd.Tests.FunctionsHost;

internal static partial class RecordedCalls
{
    /// <summary>Calls in the workspace acme. <see cref="RecordedScene"/> adds the client <c>demo-service</c> to acme at every server.</summary>
    private static IEnumerable<RecordedCall> InWorkspace() =>
    [
        InAcme("ws cc", "/acme/oauth2/token", 200),
        InAcme("ws cc slash", "/acme/oauth2/token/", 200),
        InAcme("ws misprint", "/acme/oauth/2/token", 200),
        InAcme("ws unknown", "/nope/oauth2/token", 404),
    ];

    private const string Bearer = "Authorization: Bearer {cc scope#access_token}";
    private const string TheToken = "token={cc scope#access_token}";

    private static IEnumerable<RecordedCall> WithTokens() =>
    [
        Post("introspect", "/introspect", 200, TheToken, Basic),
        Post("introspect junk", "/introspect", 200, "token=junk", Basic),
        Post("introspect unauth", "/introspect", 401, TheToken),
        new("resource", "GET", "/resource", 200, Bearer),
        new("resource/", "GET", "/resource/", 200, Bearer),
        new("userinfo", "GET", "/userinfo", 403, Bearer),
        // Guessed: the request has the token in the form. The server does not look for a token there, so the status is 401. A token in the header
        // would get the status 403, as in the call before.
        Post("userinfo post", "/userinfo", 401, "access_token={cc scope#access_token}"),
        Post("revoke", "/revoke", 200, TheToken, Basic),
        Post("introspect revoked", "/introspect", 200, TheToken, Basic),
        Post("device auth", "/device-authorization", 200, "client_id=demo-device&scope=notes.read"),
        Post("device poll", "/token", 400, Poll),
        Post("device poll2", "/token", 400, Poll),
    ];

    private const string Poll = "grant_type=" + GrantTypes.DeviceCode + "&client_id=demo-device&device_code={device auth#device_code}";

    private static RecordedCall InAcme(string label, string target, int status) =>
        new(label, "POST", target, status, "Authorization: Basic {acme}", Form) { Body = Grant };
}
