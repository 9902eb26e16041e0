using System.Text.Json;
using System.Text.Json.Serialization;
using Tollgate.Domain.Clients;
using Tollgate.Operator.CommandLine;

namespace Tollgate.Operator.Clients;

/// <summary>A client as JSON, with the names of RFC 7591 §2 where it has them. It includes the secret only if the command has just made the secret.</summary>
internal sealed record ClientDocument
{
    public required string ClientId { get; init; }

    public string? ClientSecret { get; init; }

    public required string ClientName { get; init; }

    public required string Workspace { get; init; }

    public required bool Disabled { get; init; }

    public required IReadOnlyList<string> GrantTypes { get; init; }

    /// <summary>The grant types that OAuth 2.1 omits. Null if the client has none of them.</summary>
    public IReadOnlyList<string>? LegacyGrantTypes { get; init; }

    public required string Scope { get; init; }

    public required IReadOnlyList<string> RedirectUris { get; init; }

    public required IReadOnlyList<string> PostLogoutRedirectUris { get; init; }

    public string? Audience { get; init; }

    /// <summary>The client may introspect the tokens of these audiences.</summary>
    public required IReadOnlyList<string> ResourceServerFor { get; init; }

    public string? TokenEndpointAuthMethod { get; init; }

    /// <summary>The only algorithm of its assertions. Null if the client may use any.</summary>
    public string? TokenEndpointAuthSigningAlg { get; init; }

    /// <summary>Its public keys. Null for a client without keys, or with <see cref="JwksUri"/>.</summary>
    public JsonElement? Jwks { get; init; }

    public string? JwksUri { get; init; }

    /// <summary>The identities at other issuers that prove it. Null for none.</summary>
    public IReadOnlyList<FederatedDocument>? Federated { get; init; }

    /// <summary>Whether its assertions may name the token endpoint as their audience.</summary>
    public required bool TakesLaxAudience { get; init; }

    /// <summary>Null if an earlier version added the client. Such a client uses the workspace's algorithm.</summary>
    public string? IdTokenSignedResponseAlg { get; init; }

    /// <summary>Null if the client uses the workspace's algorithm.</summary>
    public string? AccessTokenSignedResponseAlg { get; init; }

    public required bool RefreshReturnsIdToken { get; init; }

    /// <summary>RFC 9449 §5.2.</summary>
    public required bool DpopBoundAccessTokens { get; init; }

    public required bool RequiresPkce { get; init; }

    public required bool RequiresConsent { get; init; }

    public required bool RotatesRefreshTokens { get; init; }

    public required bool RequirePushedAuthorizationRequests { get; init; }

    /// <summary>The security profile that the client keeps. Null for none.</summary>
    public string? Profile { get; init; }

    /// <summary>Whether a program holds a registration access token and can change the client (RFC 7592).</summary>
    public required bool ManagesItself { get; init; }

    /// <summary>The limits of the client's changes to itself. Null if it does not manage itself, or if no operator has edited it.</summary>
    public ClientCeilingsDocument? Ceilings { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>The secrets that are valid now.</summary>
    [JsonPropertyName("secrets")]
    public required IReadOnlyList<SecretDocument> LiveSecrets { get; init; }

    public static ClientDocument Of(Client client, string workspace, DateTimeOffset now, string? secret = null) => new()
    {
        ClientId = client.ClientId,
        ClientSecret = secret,
        ClientName = client.ClientName,
        Workspace = workspace,
        Disabled = client.IsDisabled,
        GrantTypes = client.GrantTypes,
        LegacyGrantTypes = LegacyGrants.Of(client.GrantTypes) is [_, ..] legacy ? legacy : null,
        Scope = client.Scope.Text,
        RedirectUris = client.RedirectUris,
        PostLogoutRedirectUris = client.PostLogoutRedirectUris,
        Audience = client.Audience,
        ResourceServerFor = client.ResourceServerFor,
        TokenEndpointAuthMethod = client.TokenEndpointAuthMethod,
        TokenEndpointAuthSigningAlg = client.TokenEndpointAuthSigningAlg,
        Jwks = client.Keys?.JwkSet is { } jwks ? JsonElement.Parse(jwks) : null,
        JwksUri = client.Keys?.JwksUri,
        Federated = client.Federated.Count > 0 ? [.. client.Federated.Select(FederatedDocument.Of)] : null,
        TakesLaxAudience = client.TakesLaxAudience,
        IdTokenSignedResponseAlg = client.IdTokenSignedResponseAlg,
        AccessTokenSignedResponseAlg = client.AccessTokenSignedResponseAlg,
        RefreshReturnsIdToken = client.RefreshReturnsIdToken,
        DpopBoundAccessTokens = client.RequiresDpop,
        RequiresPkce = client.RequiresPkce,
        RequiresConsent = client.RequiresConsent,
        RotatesRefreshTokens = client.RotatesRefreshTokens,
        RequirePushedAuthorizationRequests = client.RequiresPushedRequests,
        Profile = ProfileOption.NameOf(client.Profile),
        ManagesItself = client.ManagesItself,
        Ceilings = client.Ceilings is { } ceilings ? new(ceilings.Scope.Text, ceilings.GrantTypes, ceilings.RedirectOrigins) : null,
        CreatedAt = client.CreatedAt,
        LiveSecrets = [.. client.LiveSecrets(now).Select(live => new SecretDocument(live.CreatedAt, live.ExpiresAt))],
    };
}

/// <summary>The ceilings of a client as JSON.</summary>
internal sealed record ClientCeilingsDocument(string Scope, IReadOnlyList<string> GrantTypes, IReadOnlyList<string> RedirectOrigins);
