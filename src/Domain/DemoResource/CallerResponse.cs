using System.Text.Json.Serialization;
using Tollgate.Domain.Tokens;

namespace Tollgate.Domain.DemoResource;

/// <summary>The token's claims, as the demo resource sees them.</summary>
public sealed record CallerResponse(
    [property: JsonPropertyName("sub")] string Subject,
    [property: JsonPropertyName("client_id")] string ClientId,
    [property: JsonPropertyName("scope")] string Scope,
    [property: JsonPropertyName("iss")] string Issuer,
    [property: JsonPropertyName("aud")] string Audience,
    [property: JsonPropertyName("exp")] long ExpiresAt)
{
    public static CallerResponse Of(AccessTokenClaims claims) => new(
        claims.Subject, claims.ClientId, claims.Scope.Text, claims.Issuer, claims.Audience, claims.ExpiresAt.ToUnixTimeSeconds());
}

/// <summary>Source-generated JSON of this room.</summary>
[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(CallerResponse))]
internal sealed partial class DemoResourceJson : JsonSerializerContext;
