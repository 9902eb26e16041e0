using System.Text.Json.Serialization;
using Tollgate.Domain.Grants;
using Tollgate.Domain.Protocol;
using Tollgate.Domain.Tokens;
using Tollgate.Domain.Workspaces;

namespace Tollgate.Domain.Introspection;

/// <summary>An introspection response (RFC 7662 §2.2), with the act claim of RFC 8693 §4.1.</summary>
public sealed record IntrospectionResponse
{
    public static readonly IntrospectionResponse Inactive = new() { IsActive = false };

    [JsonPropertyName("active")]
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public required bool IsActive { get; init; }

    [JsonPropertyName("scope")] public string? Scope { get; init; }

    [JsonPropertyName("client_id")] public string? ClientId { get; init; }

    [JsonPropertyName("token_type")] public string? TokenType { get; init; }

    [JsonPropertyName("exp")] public long? ExpiresAt { get; init; }

    [JsonPropertyName("iat")] public long? IssuedAt { get; init; }

    [JsonPropertyName("sub")] public string? Subject { get; init; }

    [JsonPropertyName("aud")] public string? Audience { get; init; }

    [JsonPropertyName("iss")] public string? Issuer { get; init; }

    [JsonPropertyName("jti")] public string? TokenId { get; init; }

    [JsonPropertyName("auth_time")] public long? AuthenticatedAt { get; init; }

    /// <summary>RFC 9470 §6.2.</summary>
    [JsonPropertyName("acr")] public string? Acr { get; init; }

    [JsonPropertyName("amr")] public IReadOnlyList<string>? Amr { get; init; }

    [JsonPropertyName("act")]
    [JsonConverter(typeof(ActorJsonConverter))]
    public Actor? Actor { get; init; }

    /// <summary>RFC 9449 §6.2, RFC 8705 §3.2.</summary>
    [JsonPropertyName("cnf")]
    [JsonConverter(typeof(ConfirmationJsonConverter))]
    public Confirmation? Confirmation { get; init; }

    internal static IntrospectionResponse Of(AccessTokenClaims claims) => new()
    {
        IsActive = true,
        Scope = claims.Scope.IsEmpty ? null : claims.Scope.Text,
        ClientId = claims.ClientId,
        TokenType = Confirmation.TokenTypeOf(claims.Confirmation?.Method),
        ExpiresAt = claims.ExpiresAt.ToUnixTimeSeconds(),
        IssuedAt = claims.IssuedAt.ToUnixTimeSeconds(),
        Subject = claims.Subject,
        Audience = claims.Audience,
        Issuer = claims.Issuer,
        TokenId = claims.TokenId,
        AuthenticatedAt = claims.Authentication?.At.ToUnixTimeSeconds(),
        Acr = claims.Authentication?.Acr,
        Amr = claims.Authentication?.Amr,
        Actor = claims.Actor,
        Confirmation = claims.Confirmation,
    };

    /// <summary>The answer about a refresh token. It has no audience, because only this server accepts the token.</summary>
    internal static IntrospectionResponse Of(Workspace workspace, AuthorizationGrant grant, ScopeSet scope) => new()
    {
        IsActive = true,
        Scope = scope.IsEmpty ? null : scope.Text,
        ClientId = grant.ClientId,
        ExpiresAt = grant.Refresh!.ExpiresAt.ToUnixTimeSeconds(),
        Subject = grant.Subject,
        Issuer = workspace.Issuer,
        AuthenticatedAt = grant.Authentication.At.ToUnixTimeSeconds(),
        Acr = grant.Authentication.Acr,
        Amr = grant.Authentication.Amr,
    };
}

/// <summary>Source-generated JSON of this room.</summary>
[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(IntrospectionResponse))]
internal sealed partial class IntrospectionJson : JsonSerializerContext;
