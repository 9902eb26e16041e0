using Tollgate.Domain.Grants;
using Tollgate.Domain.Handles;
using Tollgate.Domain.OneTime;
using Tollgate.Domain.Protocol;
using Tollgate.Domain.Tokens;

namespace Tollgate.Domain.Token;

/// <summary>The decision of a grant: the content of the tokens, the kinds of tokens, and the writes that precede the answer.</summary>
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
    /// Whether the answer spends a code or a refresh token that is good once. A repeated proof of possession then gains nothing, and its id
    /// need not be used up.
    /// </summary>
    public bool IsOneTime { get; init; }

    /// <summary>The ids that the answer uses up.</summary>
    public IReadOnlyList<OneTimeUse> Uses { get; init; } = [];

    /// <summary>The write of the grant that precedes the answer. Null when there is no grant.</summary>
    public GrantWrite? Write { get; init; }

    /// <summary>
    /// Whether the answer has no ID token although the scope openid is granted. Only the answer to a refresh may lack it (OpenID Connect
    /// Core §12.2).
    /// </summary>
    public bool WithholdsIdToken { get; init; }

    /// <summary>Whether an ID token is issued too (OpenID Connect Core §3.1.3.3).</summary>
    public bool HasIdToken => Authentication is not null && Scope.Contains(StandardScopes.OpenId) && !WithholdsIdToken;
}
