using System.Text.Json.Serialization;

namespace Tollgate.Domain.Endpoints;

/// <summary>Authorization server metadata (RFC 8414 §2), which is OpenID Provider metadata as well (OpenID Connect Discovery §3).</summary>
public sealed record ServerMetadata
{
    [JsonPropertyName("issuer")] public required string Issuer { get; init; }

    [JsonPropertyName("token_endpoint")] public required string TokenEndpoint { get; init; }

    [JsonPropertyName("jwks_uri")] public required string JwksUri { get; init; }

    [JsonPropertyName("scopes_supported")] public IReadOnlyList<string>? ScopesSupported { get; init; }

    [JsonPropertyName("response_types_supported")] public required IReadOnlyList<string> ResponseTypesSupported { get; init; }

    [JsonPropertyName("grant_types_supported")] public required IReadOnlyList<string> GrantTypesSupported { get; init; }

    [JsonPropertyName("token_endpoint_auth_methods_supported")]
    public required IReadOnlyList<string> TokenEndpointAuthMethodsSupported { get; init; }

    [JsonPropertyName("subject_types_supported")] public IReadOnlyList<string> SubjectTypesSupported { get; } = ["public"];

    [JsonPropertyName("id_token_signing_alg_values_supported")]
    public required IReadOnlyList<string> IdTokenSigningAlgValuesSupported { get; init; }
}
