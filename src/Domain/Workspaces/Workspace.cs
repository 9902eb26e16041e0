using Tollgate.Domain.Protocol;

namespace Tollgate.Domain.Workspaces;

/// <summary>One authorization server of the deployment: its issuer, what it offers, and how long its tokens live.</summary>
public sealed record Workspace(string Name, Uri IssuerAddress)
{
    public const string DefaultName = "default";

    /// <summary>The path segment between the issuer and the endpoints, for every workspace except the default one.</summary>
    public const string EndpointPrefix = "/oauth2";

    private const string MisprintedPrefix = "/oauth/2";

    private const string MisprintedPath = "/token";

    /// <summary>The address of the issuer. A <c>with</c> copy cannot change it, because <see cref="Issuer"/> is derived from it.</summary>
    public Uri IssuerAddress { get; } = IssuerAddress;

    /// <summary>The issuer identifier, without a trailing slash (RFC 8414 §2).</summary>
    public string Issuer { get; } = IssuerAddress.AbsoluteUri.TrimEnd('/');

    /// <summary>Addresses of the default workspace do not contain its name.</summary>
    public bool IsDefault => Name == DefaultName;

    /// <summary>The name shown to people. When it is empty, the pages name only the server.</summary>
    public string DisplayName { get; init; } = "";

    /// <summary>False only when the issuer is a loopback address.</summary>
    public bool IsHttps => IssuerAddress.Scheme == Uri.UriSchemeHttps;

    public TimeSpan AccessTokenLifetime { get; init; } = TimeSpan.FromMinutes(10);

    public TimeSpan IdTokenLifetime { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>RFC 6749 §4.1.2 recommends at most ten minutes.</summary>
    public TimeSpan CodeLifetime { get; init; } = TimeSpan.FromSeconds(60);

    public TimeSpan DeviceCodeLifetime { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>A refresh token expires after this time without use.</summary>
    public TimeSpan RefreshTokenSlidingLifetime { get; init; } = TimeSpan.FromDays(14);

    /// <summary>After this time the user must sign in again, however often the tokens were refreshed.</summary>
    public TimeSpan RefreshTokenAbsoluteLifetime { get; init; } = TimeSpan.FromDays(90);

    /// <summary>The time in which a client can still exchange a rotated refresh token for the current token.</summary>
    public TimeSpan RefreshTokenGrace { get; init; } = TimeSpan.FromSeconds(30);

    public TimeSpan SessionLifetime { get; init; } = TimeSpan.FromHours(8);

    /// <summary>The JWS algorithm of a token if neither the client nor the workspace names an algorithm for tokens of that kind.</summary>
    public string SigningAlgorithm { get; init; } = "ES256";

    /// <summary>
    /// The JWS algorithm of access tokens of clients that name no algorithm. Every new workspace has this value. It is null for
    /// workspaces that earlier versions made and for the default workspace. Those use <see cref="SigningAlgorithm"/>.
    /// </summary>
    public string? AccessTokenSignedResponseAlg { get; init; }

    /// <summary>Whether ID tokens have the claims that the granted scopes name. If not, clients get them at the UserInfo endpoint.</summary>
    public bool IdTokensHaveUserClaims { get; init; } = true;

    /// <summary>Where its private keys are stored. Null means the deployment's choice.</summary>
    public SigningMode? SigningMode { get; init; }

    /// <summary>Whether it signs with keys of its own, which no other workspace uses.</summary>
    public bool HasOwnKeys { get; init; }

    /// <summary>The enabled values of grant_type. Null enables all that the server supports.</summary>
    public IReadOnlyList<string>? GrantTypes { get; init; }

    /// <summary>The scopes that the metadata publishes. A client gets only scopes of its own list.</summary>
    public ScopeSet Scopes { get; init; } = ScopeSet.Empty;

    /// <summary>The languages of the pages, the default first.</summary>
    public IReadOnlyList<string> UiLocales { get; init; } = ["en"];

    /// <summary>The audience of an access token if neither the request nor the client names an audience (RFC 9068 §3).</summary>
    public string DefaultAudience => Issuer;

    /// <summary>
    /// The resources that clients may request tokens for (RFC 8707 resource, RFC 8693 audience), besides the default audience.
    /// </summary>
    public IReadOnlyList<Resource> Resources { get; init; } = [];

    /// <summary>Whether people may ask for an application on the welcome page.</summary>
    public bool TakesApplicationRequests { get; init; } = true;

    public RegistrationPolicy Registration { get; init; }

    /// <summary>The hosts for <see cref="RegistrationPolicy.AllowedHosts"/>.</summary>
    public IReadOnlyList<string> RegistrationHosts { get; init; } = [];

    /// <summary>Whether every client must push its authorization requests (RFC 9126 §5).</summary>
    public bool RequiresPushedRequests { get; init; }

    /// <summary>Whether a DPoP proof must have a nonce of this server (RFC 9449 §8).</summary>
    public bool RequiresDpopNonce { get; init; }

    /// <summary>The security profile whose rules every client must keep.</summary>
    public SecurityProfile Profile { get; init; }

    public bool HasOn(string grantType) => GrantTypes is null || GrantTypes.Contains(grantType);

    /// <summary>The resource that an address names, perhaps in another form (<see cref="ResourceIdentifier"/>).</summary>
    public Resource? FindResource(string address) =>
        Registered(address) ?? (ResourceIdentifier.Find(address, Audiences) is { } audience ? Registered(audience) : null);

    /// <summary>Whether an address names the issuer as the audience of tokens, perhaps in another form.</summary>
    public bool IsDefaultAudience(string address) => IsSameAudience(address, DefaultAudience);

    /// <summary>Whether an address names the audience of a token, perhaps in another form.</summary>
    public bool IsSameAudience(string address, string audience) =>
        ResourceIdentifier.AreEqual(address, audience) || ResourceIdentifier.Find(address, Audiences.Append(audience)) == audience;

    /// <summary>The registered forms of all audiences that clients may name.</summary>
    public IEnumerable<string> Audiences => Resources.Select(resource => resource.Audience).Append(DefaultAudience);

    private Resource? Registered(string audience)
    {
        foreach (var resource in Resources)
            if (resource.Audience == audience)
                return resource;
        return null;
    }

    public string Address(string path) => Issuer + PrefixOf(path) + path;

    /// <summary>A second address of an endpoint, which a published guide prints. Null when the endpoint has none.</summary>
    public string? AliasOf(string path) => !IsDefault && path == MisprintedPath ? Issuer + MisprintedPrefix + path : null;

    /// <summary>The path of an endpoint on this host, for redirects between the pages of this server.</summary>
    public string LocalPath(string path) => IssuerAddress.AbsolutePath.TrimEnd('/') + PrefixOf(path) + path;

    /// <summary>
    /// Well-known documents are directly below the issuer (RFC 8414 §3, OpenID Connect Discovery §4). The same is true of the issuer's
    /// own page, whose path is empty.
    /// </summary>
    private string PrefixOf(string path) =>
        IsDefault || path.Length == 0 || path.StartsWith("/.well-known/", StringComparison.Ordinal) ? "" : EndpointPrefix;
}
