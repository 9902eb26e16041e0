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

    /// <summary>False on loopback only.</summary>
    public bool IsHttps => IssuerAddress.Scheme == Uri.UriSchemeHttps;

    public TimeSpan AccessTokenLifetime { get; init; } = TimeSpan.FromMinutes(10);

    public TimeSpan IdTokenLifetime { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>RFC 6749 §4.1.2 wants ten minutes at most.</summary>
    public TimeSpan CodeLifetime { get; init; } = TimeSpan.FromSeconds(60);

    public TimeSpan DeviceCodeLifetime { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>A refresh token that nobody uses for so long is dead.</summary>
    public TimeSpan RefreshTokenSlidingLifetime { get; init; } = TimeSpan.FromDays(14);

    /// <summary>After so long the user signs in again, however often the tokens were refreshed.</summary>
    public TimeSpan RefreshTokenAbsoluteLifetime { get; init; } = TimeSpan.FromDays(90);

    /// <summary>How long a rotated refresh token still leads its client to the current one.</summary>
    public TimeSpan RefreshTokenGrace { get; init; } = TimeSpan.FromSeconds(30);

    public TimeSpan SessionLifetime { get; init; } = TimeSpan.FromHours(8);

    /// <summary>The JWS algorithm of tokens, unless a client asks for another that the deployment signs with.</summary>
    public string SigningAlgorithm { get; init; } = "ES256";

    /// <summary>Published in the metadata; what a client gets is the client's own list.</summary>
    public ScopeSet Scopes { get; init; } = ScopeSet.Empty;

    /// <summary>The languages of the pages, the default first.</summary>
    public IReadOnlyList<string> UiLocales { get; init; } = ["en"];

    /// <summary>The audience of access tokens for clients that name none (RFC 9068 §3).</summary>
    public string DefaultAudience => Issuer;

    /// <summary>What clients may ask tokens for (RFC 8707 resource, RFC 8693 audience), besides the default audience.</summary>
    public IReadOnlyList<string> Audiences { get; init; } = [];

    public string Address(string path) => Issuer + path;

    /// <summary>The path of an endpoint on this host, for redirects between its own pages.</summary>
    public string LocalPath(string path) => IssuerAddress.AbsolutePath.TrimEnd('/') + path;
}
