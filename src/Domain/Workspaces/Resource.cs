using Tollgate.Domain.Protocol;

namespace Tollgate.Domain.Workspaces;

/// <summary>An API that accepts tokens of the workspace (RFC 8707 §2).</summary>
/// <param name="Audience">Its resource identifier: an absolute URI without a fragment.</param>
public sealed record Resource(string Name, string Audience)
{
    /// <summary>The scopes that stand for access to this resource and to no other resource.</summary>
    public ScopeSet Scopes { get; init; } = ScopeSet.Empty;

    /// <summary>The part of the scopes that a client gets when it registers without naming a scope (RFC 7591 §2).</summary>
    public ScopeSet OpenScopes { get; init; } = ScopeSet.Empty;

    public string? DocumentationUri { get; init; }

    public string? GraphQlUri { get; init; }
}
