using System.Text.Json;
using System.Text.Json.Serialization;

namespace Tollgate.Domain.Registration;

/// <summary>The metadata of a client (RFC 7591 §2). The logout and signing members are from OpenID Connect.</summary>
public abstract record ClientMetadata
{
    [JsonPropertyName("client_name")] public string? ClientName { get; init; }

    [JsonPropertyName("redirect_uris")] public IReadOnlyList<string?>? RedirectUris { get; init; }

    [JsonPropertyName("post_logout_redirect_uris")] public IReadOnlyList<string?>? PostLogoutRedirectUris { get; init; }

    [JsonPropertyName("token_endpoint_auth_method")] public string? TokenEndpointAuthMethod { get; init; }

    /// <summary>The JWS algorithm of the client's assertions.</summary>
    [JsonPropertyName("token_endpoint_auth_signing_alg")] public string? TokenEndpointAuthSigningAlg { get; init; }

    [JsonPropertyName("jwks")] public JsonElement? Jwks { get; init; }

    [JsonPropertyName("jwks_uri")] public string? JwksUri { get; init; }

    [JsonPropertyName("grant_types")] public IReadOnlyList<string?>? GrantTypes { get; init; }

    [JsonPropertyName("response_types")] public IReadOnlyList<string?>? ResponseTypes { get; init; }

    [JsonPropertyName("scope")] public string? Scope { get; init; }

    [JsonPropertyName("contacts")] public IReadOnlyList<string?>? Contacts { get; init; }

    /// <summary>RFC 9126 §6.</summary>
    [JsonPropertyName("require_pushed_authorization_requests")] public bool? RequirePushedAuthorizationRequests { get; init; }

    [JsonPropertyName("id_token_signed_response_alg")] public string? IdTokenSignedResponseAlg { get; init; }

    /// <summary>RFC 9449 §5.2.</summary>
    [JsonPropertyName("dpop_bound_access_tokens")] public bool? DpopBoundAccessTokens { get; init; }
}
