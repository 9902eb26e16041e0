using Tollgate.Domain.Protocol;
using Tollgate.Domain.Users;

namespace Tollgate.Domain.Tokens;

/// <summary>What an access token or an ID token says: who it speaks for, and what it allows.</summary>
public record TokenContent(string Subject, ScopeSet Scope)
{
    /// <summary>The grant that the tokens come from; null where there is none to revoke, as with client credentials.</summary>
    public string? GrantId { get; init; }

    /// <summary>How the end-user signed in; null where there is none.</summary>
    public Authentication? Authentication { get; init; }

    public string? Nonce { get; init; }

    public string? SessionId { get; init; }

    /// <summary>Who acts for the subject, where somebody does.</summary>
    public Actor? Actor { get; init; }

    /// <summary>The resource that the token is for; the client's or the workspace's default where null.</summary>
    public string? Audience { get; init; }

    /// <summary>The end of the token that this one is made from. This one ends no later.</summary>
    public DateTimeOffset? NotAfter { get; init; }
}
