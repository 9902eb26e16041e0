using Tollgate.Domain.Handles;
using Tollgate.Domain.Protocol;

namespace Tollgate.Domain.Clients;

/// <summary>A registered client (RFC 6749 §2; the members are named as in RFC 7591 §2 where it has them).</summary>
public sealed record Client(string ClientId)
{
    public string ClientName { get; init; } = "";

    /// <summary>What people get to see.</summary>
    public string DisplayName => ClientName.Length > 0 ? ClientName : ClientId;

    /// <summary>Several while one is being replaced; none for a public client.</summary>
    public IReadOnlyList<ClientSecret> Secrets { get; init; } = [];

    public IReadOnlyList<string> GrantTypes { get; init; } = [];

    public ScopeSet Scope { get; init; } = ScopeSet.Empty;

    /// <summary>The audience of its access tokens; the workspace's default where null.</summary>
    public string? Audience { get; init; }

    /// <summary>The one client authentication method it may use; any that fits its secret where null.</summary>
    public string? TokenEndpointAuthMethod { get; init; }

    /// <summary>The JWS algorithm of its tokens; the workspace's where null.</summary>
    public string? SigningAlgorithm { get; init; }

    /// <summary>As a resource server: the audiences whose tokens it may introspect (RFC 7662 §4).</summary>
    public IReadOnlyList<string> ResourceServerFor { get; init; } = [];

    public IReadOnlyList<string> RedirectUris { get; init; } = [];

    /// <summary>OpenID Connect RP-Initiated Logout §3.1.</summary>
    public IReadOnlyList<string> PostLogoutRedirectUris { get; init; } = [];

    /// <summary>Public clients need PKCE whatever this says.</summary>
    public bool RequiresPkce { get; init; } = true;

    public bool RequiresConsent { get; init; } = true;

    public bool RotatesRefreshTokens { get; init; } = true;

    /// <summary>A client that can keep no secret (RFC 6749 §2.1).</summary>
    public bool IsPublic => TokenEndpointAuthMethod == "none";

    public bool IsDisabled { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>
    /// Random, and another each time a client is made, also under an id that existed before. Grants and consents count for the
    /// generation that they were given to. Null for clients that 0.1.0 made: what has no generation belongs to them alone.
    /// </summary>
    public string? Generation { get; init; }

    /// <summary>The generation that remembered consents count for. A new one drops them all.</summary>
    public string? ConsentGeneration { get => field ?? Generation; init; }

    /// <summary>Whom to write to about it: what the applicant said, or the contacts of RFC 7591 §2.</summary>
    public string? Contact { get; init; }

    /// <summary>SHA-256 of the registration access token (RFC 7592 §3); null for clients that no program registered.</summary>
    public byte[]? RegistrationTokenHash { get; init; }

    /// <summary>A program registered it without an initial access token, and may change it only to what it could register so.</summary>
    public bool IsOpenlyRegistered { get; init; }

    /// <summary>How far the client may change itself (RFC 7592) since an operator has edited it; null where none has.</summary>
    public ClientCeilings? Ceilings { get; init; }

    /// <summary>Whether the program that registered the client may change it (RFC 7592).</summary>
    public bool ManagesItself => RegistrationTokenHash is not null;

    /// <summary>The version of the row that was read; null where it does not matter.</summary>
    public string? Version { get; init; }

    /// <summary>Those that open doors.</summary>
    public IEnumerable<ClientSecret> LiveSecrets(DateTimeOffset now) => Secrets.Where(secret => secret.IsLive(now));

    /// <summary>The client as it is made: nothing that an earlier client of the same id was given is its own.</summary>
    public Client Made(DateTimeOffset now, Randomness randomness) => this with { CreatedAt = now, Generation = randomness.Id(), Version = null };

    /// <summary>What an operator's edit means for a client that manages itself: the edit is its ceiling, or the end of that.</summary>
    public Client EditedByOperator(bool endsSelfManagement) =>
        !ManagesItself ? this
        : endsSelfManagement ? this with { RegistrationTokenHash = null, Ceilings = null }
        : this with { Ceilings = ClientCeilings.Of(this) };

    public bool MayUse(string grantType) => GrantTypes.Contains(grantType);
}
