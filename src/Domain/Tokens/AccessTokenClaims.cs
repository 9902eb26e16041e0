using Tollgate.Domain.Protocol;
using Tollgate.Domain.Users;

namespace Tollgate.Domain.Tokens;

/// <summary>The claims of a JWT access token (RFC 9068 §2.2).</summary>
public sealed record AccessTokenClaims
{
    public required string Issuer { get; init; }

    public required string Audience { get; init; }

    public required string Subject { get; init; }

    public required string ClientId { get; init; }

    public required DateTimeOffset IssuedAt { get; init; }

    public required DateTimeOffset ExpiresAt { get; init; }

    public required string TokenId { get; init; }

    public ScopeSet Scope { get; init; } = ScopeSet.Empty;

    public Actor? Actor { get; init; }

    /// <summary>The key that the token is bound to. Null for a bearer token.</summary>
    public Confirmation? Confirmation { get; init; }

    /// <summary>How the end-user signed in. Null when no end-user signed in.</summary>
    public Authentication? Authentication { get; init; }
}
