using Tollgate.Domain.Jwt;
using Tollgate.Domain.Keys;
using Tollgate.Domain.Workspaces;

namespace Tollgate.Domain.Tokens;

/// <summary>Reads id_token_hint (OpenID Connect Core §3.1.2.1, RP-Initiated Logout §2).</summary>
public sealed class IdTokenHints(IKeyRings keys)
{
    /// <summary>The hint of a request. Null when the token is not an ID token of this issuer.</summary>
    public async ValueTask<IdTokenHint?> ReadAsync(Workspace workspace, string? token, CancellationToken cancellationToken)
    {
        if (token is null || JwtReader.Read(token) is not { KeyId: { } keyId, Type: "JWT" } jwt || jwt.Text("iss") != workspace.Issuer)
            return null;
        var ring = keys.Of(workspace);
        var published = await ring.PublishedAsync(cancellationToken);
        // Clients keep ID tokens for longer than keys are published.
        var key = published.Find(keyId, jwt.Algorithm) ?? (await ring.FormerAsync(cancellationToken)).Find(keyId, jwt.Algorithm);
        return key is not null && jwt.IsSignedBy(key) && jwt.Text("aud") is { } clientId && jwt.Text("sub") is { } subject
            ? new IdTokenHint(clientId, subject, jwt.Text("sid"))
            : null;
    }

    /// <summary>
    /// The username in the token. The token is not verified. It may fill in a field that the user reads and sends, as login_hint may.
    /// </summary>
    public static string? UsernameIn(string? token) => token is null ? null : JwtReader.Read(token)?.Text("preferred_username");
}
