using Tollgate.Domain.Grants;
using Tollgate.Domain.Handles;
using Tollgate.Domain.Protocol;
using Tollgate.Domain.Tokens;

namespace Tollgate.Domain.Token;

/// <summary>The decision of a grant: the content of the tokens, the kinds of tokens, and the write that precedes the answer.</summary>
public sealed record TokenAuthorization(string Subject, ScopeSet Scope) : TokenContent(Subject, Scope)
{
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
    /// Writes what the answer uses up or begins. It runs after the tokens are signed and before they are handed out, so that an
    /// unreachable key costs nobody a code or a refresh token. Null when nothing is written.
    /// </summary>
    public Func<CancellationToken, ValueTask<CommitOutcome>>? Commit { get; init; }

    /// <summary>Whether an ID token is issued too (OpenID Connect Core §3.1.3.3).</summary>
    public bool HasIdToken => Authentication is not null && Scope.Contains(StandardScopes.OpenId);
}
