using System.Text.Json.Serialization;
using Tollgate.Domain.Protocol;
using Tollgate.Domain.Users;

namespace Tollgate.Domain.Metadata;

/// <summary>Authorization server metadata (RFC 8414 §2), which is also OpenID Provider metadata (OpenID Connect Discovery §3).</summary>
public sealed record ServerMetadata
{
    [JsonPropertyName("issuer")] public required string Issuer { get; init; }

    [JsonPropertyName("authorization_endpoint")] public required string AuthorizationEndpoint { get; init; }

    [JsonPropertyName("pushed_authorization_request_endpoint")] public string? PushedAuthorizationRequestEndpoint { get; init; }

    /// <summary>RFC 9126 §5. A client can require it too, which the metadata does not say.</summary>
    [JsonPropertyName("require_pushed_authorization_requests")] public bool? RequirePushedAuthorizationRequests { get; init; }

    [JsonPropertyName("token_endpoint")] public required string TokenEndpoint { get; init; }

    [JsonPropertyName("userinfo_endpoint")] public required string UserInfoEndpoint { get; init; }

    [JsonPropertyName("end_session_endpoint")] public required string EndSessionEndpoint { get; init; }

    [JsonPropertyName("device_authorization_endpoint")] public string? DeviceAuthorizationEndpoint { get; init; }

    [JsonPropertyName("introspection_endpoint")] public string? IntrospectionEndpoint { get; init; }

    [JsonPropertyName("introspection_endpoint_auth_methods_supported")]
    public IReadOnlyList<string>? IntrospectionEndpointAuthMethodsSupported { get; init; }

    [JsonPropertyName("introspection_endpoint_auth_signing_alg_values_supported")]
    public IReadOnlyList<string>? IntrospectionEndpointAuthSigningAlgValuesSupported { get; init; }

    [JsonPropertyName("revocation_endpoint")] public required string RevocationEndpoint { get; init; }

    [JsonPropertyName("revocation_endpoint_auth_methods_supported")]
    public required IReadOnlyList<string> RevocationEndpointAuthMethodsSupported { get; init; }

    [JsonPropertyName("revocation_endpoint_auth_signing_alg_values_supported")]
    public IReadOnlyList<string>? RevocationEndpointAuthSigningAlgValuesSupported { get; init; }

    /// <summary>Null when the registration endpoint is off.</summary>
    [JsonPropertyName("registration_endpoint")] public string? RegistrationEndpoint { get; init; }

    [JsonPropertyName("jwks_uri")] public required string JwksUri { get; init; }

    [JsonPropertyName("scopes_supported")] public IReadOnlyList<string>? ScopesSupported { get; init; }

    [JsonPropertyName("response_types_supported")] public required IReadOnlyList<string> ResponseTypesSupported { get; init; }

    [JsonPropertyName("response_modes_supported")] public required IReadOnlyList<string> ResponseModesSupported { get; init; }

    [JsonPropertyName("grant_types_supported")] public required IReadOnlyList<string> GrantTypesSupported { get; init; }

    [JsonPropertyName("token_endpoint_auth_methods_supported")]
    public required IReadOnlyList<string> TokenEndpointAuthMethodsSupported { get; init; }

    /// <summary>The algorithms of client assertions.</summary>
    [JsonPropertyName("token_endpoint_auth_signing_alg_values_supported")]
    public IReadOnlyList<string>? TokenEndpointAuthSigningAlgValuesSupported { get; init; }

    [JsonPropertyName("subject_types_supported")] public IReadOnlyList<string> SubjectTypesSupported { get; } = ["public"];

    [JsonPropertyName("id_token_signing_alg_values_supported")]
    public required IReadOnlyList<string> IdTokenSigningAlgValuesSupported { get; init; }

    /// <summary>RFC 9449 §5.1. Null when the server takes no proofs.</summary>
    [JsonPropertyName("dpop_signing_alg_values_supported")]
    public IReadOnlyList<string>? DpopSigningAlgValuesSupported { get; init; }

    [JsonPropertyName("code_challenge_methods_supported")] public IReadOnlyList<string> CodeChallengeMethodsSupported { get; } = [CodeChallenge.Method];

    [JsonPropertyName("prompt_values_supported")]
    public IReadOnlyList<string> PromptValuesSupported { get; } = ["none", "login", "consent", "select_account"];

    [JsonPropertyName("acr_values_supported")] public IReadOnlyList<string> AcrValuesSupported { get; } = [AcrValues.Password];

    [JsonPropertyName("claims_supported")] public required IReadOnlyList<string> ClaimsSupported { get; init; }

    [JsonPropertyName("ui_locales_supported")] public IReadOnlyList<string>? UiLocalesSupported { get; init; }

    /// <summary>RFC 9207 §3.</summary>
    [JsonPropertyName("authorization_response_iss_parameter_supported")] public bool AuthorizationResponseIssParameterSupported { get; } = true;

    [JsonPropertyName("claims_parameter_supported")] public bool ClaimsParameterSupported { get; }

    [JsonPropertyName("request_parameter_supported")] public bool RequestParameterSupported { get; }

    /// <summary>The server always sends this member, because a missing member means true.</summary>
    [JsonPropertyName("request_uri_parameter_supported")] public bool RequestUriParameterSupported { get; }
}

/// <summary>Source-generated JSON of this room.</summary>
[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ServerMetadata))]
internal sealed partial class MetadataJson : JsonSerializerContext;
