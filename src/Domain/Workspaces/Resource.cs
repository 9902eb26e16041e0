using Tollgate.Domain.Protocol;

namespace Tollgate.Domain.Workspaces;

/// <summary>An API that tokens of the workspace are for (RFC 8707 §2).</summary>
/// <param name="Audience">Its resource identifier: an absolute URI without a fragment.</param>
public sealed record Resource(string Name, string Audience)
{
    /// <summary>What can be allowed at it; no other resource's.</summary>
    public ScopeSet Scopes { get; init; } = ScopeSet.Empty;

    public string? DocumentationUri { get; init; }

    public string? GraphQlUri { get; init; }
}
