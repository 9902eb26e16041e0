using System.Text.Json.Serialization;

namespace Tollgate.Domain.Endpoints;

/// <summary>RFC 6749 §5.1; a scope is always told, so that nobody has to guess what a wildcard became.</summary>
public sealed record TokenResponse
{
    [JsonPropertyName("access_token")] public required string AccessToken { get; init; }

    [JsonPropertyName("token_type")] public string TokenType { get; } = "Bearer";

    /// <summary>Seconds.</summary>
    [JsonPropertyName("expires_in")] public required int ExpiresIn { get; init; }

    [JsonPropertyName("refresh_token")] public string? RefreshToken { get; init; }

    [JsonPropertyName("scope")] public required string? Scope { get; init; }

    /// <summary>RFC 8693 §2.2.1.</summary>
    [JsonPropertyName("issued_token_type")] public string? IssuedTokenType { get; init; }

    /// <summary>OpenID Connect Core §3.1.3.3.</summary>
    [JsonPropertyName("id_token")] public string? IdToken { get; init; }
}
