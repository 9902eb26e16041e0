using Tollgate.Domain.Protocol;
using Tollgate.Domain.Tokens;

namespace Tollgate.Domain.Grants;

/// <summary>What a grant found to be authorized: who the tokens speak for, what they allow, and which tokens there are.</summary>
public sealed record TokenAuthorization(string Subject, ScopeSet Scope)
{
    /// <summary>What comes of a stored grant.</summary>
    public static TokenAuthorization Of(AuthorizationGrant grant, ScopeSet scope, Handle? refreshToken) => new(grant.Subject, scope)
    {
        GrantId = grant.Id,
        AuthenticatedAt = grant.AuthenticatedAt,
        SessionId = grant.SessionId,
        RefreshToken = refreshToken,
    };

    /// <summary>The grant that the tokens come from; null where there is none to revoke, as with client credentials.</summary>
    public string? GrantId { get; init; }

    /// <summary>When the end-user signed in; null where there is none.</summary>
    public DateTimeOffset? AuthenticatedAt { get; init; }

    public string? Nonce { get; init; }

    public string? SessionId { get; init; }

    public Handle? RefreshToken { get; init; }

    /// <summary>Who acts for the subject, where somebody does.</summary>
    public Actor? Actor { get; init; }

    /// <summary>What the token is for; the client's or the workspace's default where null.</summary>
    public string? Audience { get; init; }

    /// <summary>The token must not outlive what it was made from.</summary>
    public DateTimeOffset? NotAfter { get; init; }

    /// <summary>RFC 8693 §2.2.1; null for other grants.</summary>
    public string? IssuedTokenType { get; init; }

    /// <summary>
    /// Writes what the answer uses up or begins. Called when the tokens are signed and before they are handed out: a key that
    /// cannot be reached must cost nobody a code or a refresh token. Null where nothing is written.
    /// </summary>
    public Func<CancellationToken, ValueTask<CommitOutcome>>? Commit { get; init; }

    /// <summary>OpenID Connect: an ID token goes with it.</summary>
    public bool HasIdToken => AuthenticatedAt is not null && Scope.Contains(StandardScopes.OpenId);
}
