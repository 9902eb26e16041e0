using Tollgate.Domain.Protocol;

namespace Tollgate.Domain.Grants;

/// <summary>What a grant found to be authorized: who the tokens speak for, what they allow, and which tokens there are.</summary>
public sealed record TokenAuthorization(string Subject, ScopeSet Scope)
{
    /// <summary>The grant that the tokens come from; null where there is none to revoke, as with client credentials.</summary>
    public string? GrantId { get; init; }

    /// <summary>When the end-user signed in; null where there is none.</summary>
    public DateTimeOffset? AuthenticatedAt { get; init; }

    public string? Nonce { get; init; }

    public string? SessionId { get; init; }

    public Handle? RefreshToken { get; init; }

    /// <summary>OpenID Connect: an ID token goes with it.</summary>
    public bool HasIdToken => AuthenticatedAt is not null && Scope.Contains(StandardScopes.OpenId);
}
