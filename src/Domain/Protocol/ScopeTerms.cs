namespace Tollgate.Domain.Protocol;

/// <summary>The part of a requested scope that a grant allows (RFC 6749 §3.3).</summary>
/// <param name="Allowed">The largest scope that is granted.</param>
/// <param name="Outside">What the server does with a request that names a scope outside <paramref name="Allowed"/>.</param>
public readonly record struct ScopeTerms(ScopeSet Allowed, OutsideScope Outside = OutsideScope.LeftOut)
{
    private readonly ScopeSet? _usual;

    /// <summary>
    /// The scope for a request that names no scope. The wildcard stands for this scope, and <c>ADDRESS/.default</c> for a part of it.
    /// </summary>
    public ScopeSet Usual { get => _usual ?? Allowed; init => _usual = value; }
}

/// <summary>What the server does with a request that names a scope which is not allowed. If no scope is left, the request is always refused.</summary>
public enum OutsideScope
{
    /// <summary>
    /// The scope is left out. But a request that would lose <c>openid</c> is refused, because <c>openid</c> makes it a request of
    /// OpenID Connect (Core §3.1.2.1).
    /// </summary>
    LeftOut,

    /// <summary>The request is refused. A program that names its scopes one by one needs each of them.</summary>
    Refused,

    /// <summary>The scope is left out, even <c>openid</c>. Libraries repeat all scopes that they know at each refresh.</summary>
    Ignored,
}
