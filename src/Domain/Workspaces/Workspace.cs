using Tollgate.Domain.Protocol;

namespace Tollgate.Domain.Workspaces;

/// <summary>One authorization server of the deployment: its issuer, what it offers, and how long its tokens live.</summary>
public sealed record Workspace(string Name, Uri IssuerAddress)
{
    public const string DefaultName = "default";

    /// <summary>Not to be changed in a copy: the issuer follows from it.</summary>
    public Uri IssuerAddress { get; } = IssuerAddress;

    /// <summary>The issuer identifier, without a trailing slash (RFC 8414 §2).</summary>
    public string Issuer { get; } = IssuerAddress.AbsoluteUri.TrimEnd('/');

    public TimeSpan AccessTokenLifetime { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>The JWS algorithm of tokens, unless a client asks for another that the deployment signs with.</summary>
    public string SigningAlgorithm { get; init; } = "ES256";

    /// <summary>Published in the metadata; what a client gets is the client's own list.</summary>
    public ScopeSet Scopes { get; init; } = ScopeSet.Empty;

    /// <summary>The audience of access tokens for clients that name none (RFC 9068 §3).</summary>
    public string DefaultAudience => Issuer;

    public string Address(string path) => Issuer + path;
}
