using Tollgate.Domain.Protocol;
using Tollgate.Domain.Users;

namespace Tollgate.Domain.Tokens;

/// <summary>The content of an access token or an ID token.</summary>
public record TokenContent(string Subject, ScopeSet Scope)
{
    /// <summary>The grant that the tokens come from. Null when they come from no grant, as with client credentials.</summary>
    public string? GrantId { get; init; }

    /// <summary>How the end-user signed in. Null when no end-user signed in.</summary>
    public Authentication? Authentication { get; init; }

    public string? Nonce { get; init; }

    public string? SessionId { get; init; }

    /// <summary>The current actor. Null without delegation.</summary>
    public Actor? Actor { get; init; }

    /// <summary>The key that the access token is bound to. Null for a bearer token.</summary>
    public Confirmation? Confirmation { get; init; }

    /// <summary>The resource that the token is for. Null means the client's or the workspace's default.</summary>
    public string? Audience { get; init; }

    /// <summary>The expiry of the token that the new token is made from. The new token expires no later.</summary>
    public DateTimeOffset? NotAfter { get; init; }
}
