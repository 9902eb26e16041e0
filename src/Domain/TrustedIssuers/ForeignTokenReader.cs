using Tollgate.Domain.Jwt;
using Tollgate.Domain.Keys;
using Tollgate.Domain.Protocol;
using Tollgate.Domain.Tokens;
using Tollgate.Domain.Workspaces;

namespace Tollgate.Domain.TrustedIssuers;

/// <summary>Validates a JWT of a trusted issuer (RFC 7523 §3).</summary>
public sealed class ForeignTokenReader(ITrustedIssuerStore issuers, IForeignKeys keys, TimeProvider time)
{
    private static readonly TimeSpan ClockSkew = TimeSpan.FromMinutes(1);

    /// <param name="clientId">The client that presents the token.</param>
    /// <param name="audiences">The audiences that are accepted besides <see cref="TrustedIssuer.Audience"/>.</param>
    /// <param name="type">The accepted typ of the header (RFC 8725 §3.11). A missing typ and JWT are always accepted.</param>
    public async ValueTask<OAuthResult<ForeignToken>> ReadAsync(
        Workspace workspace, JwtReader jwt, string clientId, IReadOnlyList<string> audiences, string? type, CancellationToken cancellationToken)
    {
        if (!jwt.IsOfType(type))
            return Refuse("its header says that it is something else");
        if (jwt.Text("iss") is not { } name || !TrustedIssuer.IsIdentifier(name)
            || await issuers.FindAsync(workspace, name, cancellationToken) is not { } issuer)
            return Refuse("issuer is not trusted");
        if (!issuer.Clients.Contains(clientId))
            return Refuse($"client {clientId} may not present tokens of {issuer.Issuer}");
        var candidates = await keys.FindAsync(issuer.Keys, jwt.KeyId, cancellationToken);
        if (!candidates.Any(jwt.IsSignedBy))
            return Refuse($"no key of {issuer.Issuer} fits the signature");
        if (!jwt.HasAudience(issuer.Audience) && !audiences.Any(jwt.HasAudience))
            return Refuse("meant for another audience");
        return Check(issuer, jwt);
    }

    private OAuthResult<ForeignToken> Check(TrustedIssuer issuer, JwtReader jwt)
    {
        var now = time.GetUtcNow();
        if (jwt.Time("exp") is not { } expiresAt || expiresAt <= now)
            return Refuse("has expired, or never does");
        if (!jwt.HasNoTimeAfter("nbf", now + ClockSkew) || !jwt.HasNoTimeAfter("iat", now + ClockSkew))
            return Refuse("is not valid yet, or has a time that is none");
        if (jwt.Text(issuer.SubjectClaim) is not { Length: > 0 and <= 256 } subject)
            return Refuse($"has no claim {issuer.SubjectClaim}");
        if (!Actor.TryRead(jwt.Payload, out var actor))
            return Refuse("has an act claim that is none");
        return new ForeignToken(issuer, issuer.SubjectPrefix + subject, expiresAt) { Actor = Prefixed(issuer, actor) };
    }

    /// <summary>An actor gets the issuer's prefix as well, because the issuer names it.</summary>
    private static Actor? Prefixed(TrustedIssuer issuer, Actor? actor) =>
        actor is null ? null : new Actor(issuer.SubjectPrefix + actor.Subject, Prefixed(issuer, actor.Previous));

    private static OAuthError Refuse(string detail) => OAuthError.InvalidRequest("The token is not one that this server trusts.", detail);
}
