using Tollgate.Domain.Jwt;
using Tollgate.Domain.Keys;
using Tollgate.Domain.Protocol;
using Tollgate.Domain.Workspaces;

namespace Tollgate.Domain.Tokens;

/// <summary>Validates this server's own access tokens (RFC 9068 §4) for its own resources.</summary>
public sealed class AccessTokenValidator(IKeyRings keys, TimeProvider time)
{
    /// <summary>How far ahead another instance's clock may be.</summary>
    internal static readonly TimeSpan ClockSkew = TimeSpan.FromMinutes(1);

    /// <summary>Validates a token for a resource of this server. The audience must be the workspace's default.</summary>
    public ValueTask<OAuthResult<AccessTokenClaims>> ValidateAsync(Workspace workspace, string token, CancellationToken cancellationToken) =>
        ValidateAsync(workspace, token, anyAudience: false, cancellationToken);

    public async ValueTask<OAuthResult<AccessTokenClaims>> ValidateAsync(
        Workspace workspace, string token, bool anyAudience, CancellationToken cancellationToken)
    {
        if (JwtReader.Read(token) is not { KeyId: { } keyId } jwt || !IsAccessToken(jwt.Type))
            return OAuthError.InvalidToken("The access token is malformed.");
        var published = await keys.Of(workspace).PublishedAsync(cancellationToken);
        if (published.Find(keyId, jwt.Algorithm) is not { } key || !jwt.IsSignedBy(key))
            return OAuthError.InvalidToken("The access token was not signed by this server.");
        if (ClaimsOf(jwt, anyAudience ? jwt.Text("aud") : workspace.DefaultAudience) is not { } claims || claims.Issuer != workspace.Issuer)
            return OAuthError.InvalidToken("The access token was not issued by this server.");
        if (!jwt.HasAudience(claims.Audience))
            return OAuthError.InvalidToken("The access token is meant for another audience.");
        var now = time.GetUtcNow();
        if (claims.ExpiresAt <= now)
            return OAuthError.InvalidToken("The access token has expired.");
        return claims.IssuedAt > now + ClockSkew ? OAuthError.InvalidToken("The access token is not valid yet.") : claims;
    }

    private static bool IsAccessToken(string? type) =>
        AccessTokenWriter.Type.Equals(type, StringComparison.OrdinalIgnoreCase)
        || $"application/{AccessTokenWriter.Type}".Equals(type, StringComparison.OrdinalIgnoreCase);

    private static AccessTokenClaims? ClaimsOf(JwtReader jwt, string? audience) =>
        audience is not null && Actor.TryRead(jwt.Payload, out var actor) && Confirmation.TryRead(jwt.Payload, out var confirmation)
        && jwt.Text("iss") is { } issuer && jwt.Text("sub") is { } subject
        && jwt.Text("client_id") is { } clientId && jwt.Text("jti") is { } tokenId
        && jwt.Time("iat") is { } issuedAt && jwt.Time("exp") is { } expiresAt
        && ScopeSet.Parse(jwt.Text("scope")) is { IsError: false, Value: { } scope }
            ? new AccessTokenClaims
            {
                Issuer = issuer,
                Audience = audience,
                Subject = subject,
                ClientId = clientId,
                IssuedAt = issuedAt,
                ExpiresAt = expiresAt,
                TokenId = tokenId,
                Scope = scope,
                Actor = actor,
                Confirmation = confirmation,
                Authentication = AuthenticationClaims.Read(jwt),
            }
            : null;
}
