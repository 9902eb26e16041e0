using System.Text.Json;
using Tollgate.Domain.Clients;
using Tollgate.Domain.Jwt;
using Tollgate.Domain.Workspaces;

namespace Tollgate.Domain.Workloads;

/// <summary>The rules for the header and the claims of a token of another issuer that proves a client (RFC 7523 §3).</summary>
internal static class FederatedTokenRules
{
    /// <summary>The typ of access tokens (RFC 9068 §2.1). Some issuers identify a workload by such a token.</summary>
    private const string AccessTokenType = "at+jwt";

    private const int MaximumShown = 200;

    private static readonly TimeSpan ClockSkew = TimeSpan.FromMinutes(1);

    /// <summary>The first thing that is wrong, as the rest of a sentence for the log. Null when nothing is.</summary>
    public static string? FaultOf(Workspace workspace, FederatedCredential credential, JwtReader token, DateTimeOffset now) =>
        !token.IsOfType(AccessTokenType) ? "has a typ of something else"
        // Otherwise each token of this server would be a credential.
        : token.Text("iss") == workspace.Issuer ? "is a token of this server"
        : token.Payload.TryGetProperty("cnf", out _) ? "is bound to a key, and the request does not prove the key"
        : AudienceFault(workspace, credential, token)
        ?? ClaimFault(credential, token)
        ?? TimeFault(token, now);

    /// <summary>Each audience of a token can present it here. So a token for several audiences is refused.</summary>
    private static string? AudienceFault(Workspace workspace, FederatedCredential credential, JwtReader token)
    {
        IReadOnlyList<string> wanted = credential.Audiences.Count > 0 ? credential.Audiences : [workspace.Issuer];
        return Audience(token) is not { } named ? "has no aud with exactly one text"
            : wanted.Contains(named) ? null
            : $"has the aud {Shown(named)} and not {string.Join(" or ", wanted)}";
    }

    private static string? Audience(JwtReader token) =>
        !token.Payload.TryGetProperty("aud", out var value) ? null
        : value.ValueKind != JsonValueKind.Array ? JwtReader.TextOf(value)
        : value.GetArrayLength() == 1 ? JwtReader.TextOf(value[0])
        : null;

    private static string? ClaimFault(FederatedCredential credential, JwtReader token) =>
        credential.Claims.FirstOrDefault(claim => !claim.IsMetBy(token)) is not { } unmet ? null
        : token.Text(unmet.Name) is { } value ? $"has the {unmet.Name} {Shown(value)} and not {string.Join(" or ", unmet.Values)}"
        : $"has no text as {unmet.Name}";

    private static string? TimeFault(JwtReader token, DateTimeOffset now) =>
        token.Time("exp") is not { } expiresAt ? "has no exp"
        : expiresAt <= now ? "has expired"
        : !token.HasNoTimeAfter("nbf", now + ClockSkew) ? "has an nbf in the future, or one that is no time"
        : !token.HasNoTimeAfter("iat", now + ClockSkew) ? "has an iat in the future, or one that is no time"
        : null;

    private static string Shown(string text) => text.Length <= MaximumShown ? text : text[..MaximumShown] + "…";
}
