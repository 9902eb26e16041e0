using Tollgate.Domain.Handles;
using Tollgate.Domain.Keys;
using Tollgate.Domain.Protocol;
using Tollgate.Domain.Workspaces;

namespace Tollgate.Domain.Clients;

/// <summary>A registered client (RFC 6749 §2). Members have their names of RFC 7591 §2 where it defines them.</summary>
public sealed record Client(string ClientId)
{
    public string ClientName { get; init; } = "";

    /// <summary>The name shown to people.</summary>
    public string DisplayName => ClientName.Length > 0 ? ClientName : ClientId;

    /// <summary>
    /// The client secrets. There are several during a rotation. A public client and a client with only other credentials have no secret.
    /// </summary>
    public IReadOnlyList<ClientSecret> Secrets { get; init; } = [];

    /// <summary>The public keys of the assertions that it signs (RFC 7523 §2.2). Null for a client without keys.</summary>
    public ClientKeys? Keys { get; init; }

    /// <summary>The identities at other issuers whose tokens it may present as assertions.</summary>
    public IReadOnlyList<FederatedCredential> Federated { get; init; } = [];

    public IReadOnlyList<string> GrantTypes { get; init; } = [];

    public ScopeSet Scope { get; init; } = ScopeSet.Empty;

    /// <summary>The audience of its access tokens. Null means the workspace's default.</summary>
    public string? Audience { get; init; }

    /// <summary>The only client authentication method that it may use. Null allows any method that fits its credentials.</summary>
    public string? TokenEndpointAuthMethod { get; init; }

    /// <summary>The only JWS algorithm of the assertions that it signs (RFC 7591 §2). Null allows any that fits its keys.</summary>
    public string? TokenEndpointAuthSigningAlg { get; init; }

    /// <summary>
    /// The JWS algorithm of its ID tokens (OpenID Connect Dynamic Client Registration §2). <see cref="Made"/> gives each new client
    /// one. Null only for clients that earlier versions made: they keep the workspace's <see cref="Workspaces.Workspace.SigningAlgorithm"/>.
    /// </summary>
    public string? IdTokenSignedResponseAlg { get; init; }

    /// <summary>The JWS algorithm of its access tokens. Null means the workspace's algorithm.</summary>
    public string? AccessTokenSignedResponseAlg { get; init; }

    /// <summary>
    /// Whether a refresh returns an ID token although its request does not ask for the scope openid (OpenID Connect Core §12.2 leaves
    /// this to the server).
    /// </summary>
    public bool RefreshReturnsIdToken { get; init; }

    /// <summary>The audiences whose tokens the client may introspect as a resource server (RFC 7662 §4).</summary>
    public IReadOnlyList<string> ResourceServerFor { get; init; } = [];

    public IReadOnlyList<string> RedirectUris { get; init; } = [];

    /// <summary>The post_logout_redirect_uris (OpenID Connect RP-Initiated Logout §3.1).</summary>
    public IReadOnlyList<string> PostLogoutRedirectUris { get; init; } = [];

    /// <summary>Public clients need PKCE regardless of this value.</summary>
    public bool RequiresPkce { get; init; } = true;

    public bool RequiresConsent { get; init; } = true;

    public bool RotatesRefreshTokens { get; init; } = true;

    /// <summary>Whether its assertions may name the address of the token endpoint as their audience, and not the issuer only.</summary>
    public bool TakesLaxAudience { get; init; }

    /// <summary>Whether it must push its authorization requests (RFC 9126 §6, require_pushed_authorization_requests).</summary>
    public bool RequiresPushedRequests { get; init; }

    /// <summary>Whether it must bind its tokens to a key by DPoP (RFC 9449 §5.2, dpop_bound_access_tokens).</summary>
    public bool RequiresDpop { get; init; }

    /// <summary>The security profile whose rules it must keep.</summary>
    public SecurityProfile Profile { get; init; }

    /// <summary>A client that can keep no secret (RFC 6749 §2.1).</summary>
    public bool IsPublic => TokenEndpointAuthMethod == AuthenticationMethods.None;

    /// <summary>Whether a client secret can prove it. Public clients have none, and for clients with assertions only it proves nothing.</summary>
    public bool TakesSecrets => TokenEndpointAuthMethod is not (AuthenticationMethods.None or AuthenticationMethods.PrivateKeyJwt);

    /// <summary>Whether a program registered it and not an operator.</summary>
    public bool IsSelfRegistered => ManagesItself || Origin is ClientOrigin.InitialToken or ClientOrigin.Open or ClientOrigin.Document;

    public bool IsDisabled { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>
    /// Random, and new each time a client is made, even under a client_id that existed before. Grants and consents are valid only
    /// for the generation that got them. Null for clients that version 0.1.0 made: grants and consents without a generation
    /// belong only to such clients.
    /// </summary>
    public string? Generation { get; init; }

    /// <summary>Remembered consents are valid for this generation only. A new value drops them all.</summary>
    public string? ConsentGeneration { get => field ?? Generation; init; }

    /// <summary>The address for letters about the client: the applicant's address, or the contacts of RFC 7591 §2.</summary>
    public string? Contact { get; init; }

    /// <summary>
    /// SHA-256 of the registration access token (RFC 7592 §3). Null when the client did not register itself or an operator ended
    /// its self-management.
    /// </summary>
    public byte[]? RegistrationTokenHash { get; init; }

    public ClientOrigin Origin { get; init; }

    /// <summary>
    /// Whether an operator made or approved the client, or gave a token for its registration. For any other client, the user sees a page
    /// before the browser takes an error to the client.
    /// </summary>
    public bool IsVetted => Origin is not (ClientOrigin.Open or ClientOrigin.Document);

    /// <summary>How far the client may change itself (RFC 7592) after an operator has edited it. Null when no operator has edited it.</summary>
    public ClientCeilings? Ceilings { get; init; }

    /// <summary>Whether the program that registered the client may change it (RFC 7592).</summary>
    public bool ManagesItself => RegistrationTokenHash is not null;

    /// <summary>The version of the row that was read. The next write succeeds only if the row still has it. Null for a new client.</summary>
    public string? Version { get; init; }

    /// <summary>
    /// The identities of the client in the row that was read. The store compares them with the identities after a change, and updates the index
    /// of identities.
    /// </summary>
    public IReadOnlyList<WorkloadIdentity> Indexed { get; init; } = [];

    /// <summary>Secrets that are valid at <paramref name="now"/>.</summary>
    public IEnumerable<ClientSecret> LiveSecrets(DateTimeOffset now) => Secrets.Where(secret => secret.IsLive(now));

    /// <summary>
    /// A new client. Its new generation cuts it off from everything that an earlier client of the same client_id was given.
    /// </summary>
    public Client Made(DateTimeOffset now, Randomness randomness) => this with
    {
        CreatedAt = now,
        Generation = randomness.Id(),
        Version = null,
        Indexed = [],
        IdTokenSignedResponseAlg = IdTokenSignedResponseAlg ?? SigningAlgorithms.RS256,
    };

    /// <summary>
    /// Limits a client that manages itself after an operator's edit: the edited values become its ceilings, or its
    /// self-management ends.
    /// </summary>
    public Client EditedByOperator(bool endsSelfManagement) =>
        !ManagesItself ? this
        : endsSelfManagement ? this with { RegistrationTokenHash = null, Ceilings = null }
        : this with { Ceilings = ClientCeilings.Of(this) };

    /// <summary>The client after it got keys or federated credentials. Its secrets end, unless it shall use both.</summary>
    public Client ProvedByAssertions(bool keepsSecrets) => keepsSecrets
        ? this with { TokenEndpointAuthMethod = null }
        : this with { TokenEndpointAuthMethod = AuthenticationMethods.PrivateKeyJwt, Secrets = [] };

    public bool MayUse(string grantType) => GrantTypes.Contains(grantType);
}
