using Tollgate.Domain.Jwt;
using Tollgate.Domain.Keys;
using Tollgate.Domain.Workspaces;

namespace Tollgate.Domain.Tokens;

/// <summary>Reads id_token_hint (OpenID Connect RP-Initiated Logout §2).</summary>
public sealed class IdTokenHints(IKeyRings keys)
{
    /// <summary>Null for anything that is not an ID token of this issuer.</summary>
    public async ValueTask<IdTokenHint?> ReadAsync(Workspace workspace, string? token, CancellationToken cancellationToken)
    {
        if (token is null || JwtReader.Read(token) is not { KeyId: { } keyId, Type: "JWT" } jwt)
            return null;
        var published = await keys.Of(workspace).PublishedAsync(cancellationToken);
        return published.Find(keyId, jwt.Algorithm) is { } key && jwt.IsSignedBy(key) && jwt.Text("iss") == workspace.Issuer
            && jwt.Text("aud") is { } clientId && jwt.Text("sub") is { } subject
                ? new IdTokenHint(clientId, subject, jwt.Text("sid"))
                : null;
    }
}
