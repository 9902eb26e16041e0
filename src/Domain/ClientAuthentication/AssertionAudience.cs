using System.Text.Json;
using Tollgate.Domain.Clients;
using Tollgate.Domain.Jwt;
using Tollgate.Domain.Messages;
using Tollgate.Domain.Workspaces;

namespace Tollgate.Domain.ClientAuthentication;

/// <summary>
/// The audience of an assertion that a client signs itself. It must be this issuer alone, so that no other server can use the assertion here
/// (RFC 7523bis §4). A client with a lax audience may also name the token endpoint.
/// </summary>
internal static class AssertionAudience
{
    /// <summary>Whether it names the issuer and no other audience.</summary>
    public static bool IsIssuer(Workspace workspace, JwtReader assertion) =>
        Named(assertion) is [_, ..] named && named.TrueForAll(audience => audience == workspace.Issuer);

    public static string? FaultOf(Workspace workspace, Client client, JwtReader assertion)
    {
        var isFapi2 = Permitted.MustKeepFapi2(workspace, client);
        if (isFapi2 && assertion.Text("aud") is null)
            return "has an aud that is no string, as FAPI 2.0 requires";
        var named = Named(assertion);
        if (client.TakesLaxAudience && !isFapi2 && !client.IsSelfRegistered)
            return named.Count is 1 or 2 && named.TrueForAll(audience => audience == workspace.Issuer || audience == workspace.Address(Paths.Token))
                ? null
                : "has another audience than the issuer and the token endpoint";
        return named is [var only] && only == workspace.Issuer ? null : "has another audience than the issuer alone";
    }

    /// <summary>The audiences. Null for each that is no text.</summary>
    private static List<string?> Named(JwtReader assertion) =>
        !assertion.Payload.TryGetProperty("aud", out var value) ? []
        : value.ValueKind == JsonValueKind.Array ? [.. value.EnumerateArray().Select(JwtReader.TextOf)]
        : [assertion.Text("aud")];
}
