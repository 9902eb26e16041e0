using System.Text.Json;
using System.Text.Json.Serialization;
using Tollgate.Domain.Clients;
using Tollgate.Domain.Messages;
using Tollgate.Domain.Workspaces;

namespace Tollgate.Domain.Registration;

/// <summary>The answer about a registered client (RFC 7591 §3.2.1, RFC 7592 §3).</summary>
public sealed record ClientInformation : ClientMetadata
{
    [JsonPropertyName("client_id"), JsonPropertyOrder(-1)] public required string ClientId { get; init; }

    /// <summary>Present only in the answer to the request that created the secret.</summary>
    [JsonPropertyName("client_secret"), JsonPropertyOrder(-1)] public string? ClientSecret { get; init; }

    /// <summary>Present together with the secret. Zero means that the secret never expires.</summary>
    [JsonPropertyName("client_secret_expires_at"), JsonPropertyOrder(-1)] public long? ClientSecretExpiresAt { get; init; }

    [JsonPropertyName("client_id_issued_at"), JsonPropertyOrder(-1)] public required long ClientIdIssuedAt { get; init; }

    [JsonPropertyName("registration_access_token"), JsonPropertyOrder(-1)] public required string RegistrationAccessToken { get; init; }

    [JsonPropertyName("registration_client_uri"), JsonPropertyOrder(-1)] public required string RegistrationClientUri { get; init; }

    /// <param name="secret">A secret that was just created. Null otherwise.</param>
    public static ClientInformation Of(Workspace workspace, Client client, string registrationToken, string? secret) => new()
    {
        ClientId = client.ClientId,
        ClientSecret = secret,
        ClientSecretExpiresAt = secret is null ? null : 0,
        ClientIdIssuedAt = client.CreatedAt.ToUnixTimeSeconds(),
        RegistrationAccessToken = registrationToken,
        RegistrationClientUri = $"{workspace.Address(Paths.Registration)}?client_id={client.ClientId}",
        ClientName = client.ClientName.Length > 0 ? client.ClientName : null,
        RedirectUris = client.RedirectUris.Count > 0 ? client.RedirectUris : null,
        PostLogoutRedirectUris = client.PostLogoutRedirectUris.Count > 0 ? client.PostLogoutRedirectUris : null,
        TokenEndpointAuthMethod = client.TokenEndpointAuthMethod ?? ClientRegistration.UsualMethod,
        TokenEndpointAuthSigningAlg = client.TokenEndpointAuthSigningAlg,
        Jwks = client.Keys?.JwkSet is { } jwks ? JsonElement.Parse(jwks) : null,
        JwksUri = client.Keys?.JwksUri,
        GrantTypes = client.GrantTypes,
        ResponseTypes = client.MayUse(Protocol.GrantTypes.AuthorizationCode) ? ["code"] : [],
        Scope = client.Scope.IsEmpty ? null : client.Scope.Text,
        Contacts = client.Contact?.Split(ClientRegistration.ContactSeparator),
        DpopBoundAccessTokens = Permitted.RequiresDpop(workspace, client) ? true : null,
        RequirePushedAuthorizationRequests = Permitted.RequiresPushedRequests(workspace, client) ? true : null,
        IdTokenSignedResponseAlg = client.IdTokenSignedResponseAlg,
    };
}

/// <summary>Source-generated JSON of this room.</summary>
[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ClientDescription))]
[JsonSerializable(typeof(ClientInformation))]
internal sealed partial class RegistrationJson : JsonSerializerContext;
