using Tollgate.Domain.Grants;
using Tollgate.Domain.Handles;
using Tollgate.Domain.Protocol;
using Tollgate.Domain.Tokens;

namespace Tollgate.Domain.Token;

/// <summary>What a grant authorizes: the content of the tokens, which tokens there are, and what is written before they are handed out.</summary>
public sealed record TokenAuthorization(string Subject, ScopeSet Scope) : TokenContent(Subject, Scope)
{
    /// <summary>What comes of a stored grant.</summary>
    public static TokenAuthorization Of(AuthorizationGrant grant, ScopeSet scope, Handle? refreshToken) => new(grant.Subject, scope)
    {
        GrantId = grant.Id,
        Authentication = grant.Authentication,
        SessionId = grant.SessionId,
        RefreshToken = refreshToken,
    };

    public Handle? RefreshToken { get; init; }

    /// <summary>RFC 8693 §2.2.1; null for other grants.</summary>
    public string? IssuedTokenType { get; init; }

    /// <summary>
    /// Writes what the answer uses up or begins. Called when the tokens are signed and before they are handed out: a key that
    /// cannot be reached must cost nobody a code or a refresh token. Null where nothing is written.
    /// </summary>
    public Func<CancellationToken, ValueTask<CommitOutcome>>? Commit { get; init; }

    /// <summary>OpenID Connect: an ID token goes with it.</summary>
    public bool HasIdToken => Authentication is not null && Scope.Contains(StandardScopes.OpenId);
}
