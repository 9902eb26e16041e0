using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;
using Tollgate.Domain.Protocol;

namespace Tollgate.Domain.Registration;

/// <summary>The body that registers or changes a client (RFC 7591 §3.1, RFC 7592 §2.2). Unknown members are ignored.</summary>
public sealed record ClientDescription : ClientMetadata
{
    /// <summary>The depth allows for a JWK Set.</summary>
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = 16 };

    [JsonPropertyName("software_statement")] public JsonElement? SoftwareStatement { get; init; }

    /// <summary>This member and the members below are for changes only.</summary>
    [JsonPropertyName("client_id")] public string? ClientId { get; init; }

    [JsonPropertyName("client_secret")] public string? ClientSecret { get; init; }

    [JsonPropertyName("registration_access_token")] public JsonElement? RegistrationAccessToken { get; init; }

    [JsonPropertyName("registration_client_uri")] public JsonElement? RegistrationClientUri { get; init; }

    [JsonPropertyName("client_id_issued_at")] public JsonElement? ClientIdIssuedAt { get; init; }

    [JsonPropertyName("client_secret_expires_at")] public JsonElement? ClientSecretExpiresAt { get; init; }

    /// <summary>RFC 7592 §2.2: only the server may set these members.</summary>
    public bool HasServersMembers =>
        (RegistrationAccessToken ?? RegistrationClientUri ?? ClientIdIssuedAt ?? ClientSecretExpiresAt) is not null;

    public static OAuthResult<ClientDescription> Read(ReadOnlyMemory<byte> json)
    {
        // The parser checks the UTF-8 of a string only when the string is read.
        if (!Utf8.IsValid(json.Span))
            return Unreadable();
        try
        {
            using var document = JsonDocument.Parse(json, Strict);
            if (document.RootElement.ValueKind == JsonValueKind.Object)
                return document.RootElement.Deserialize(RegistrationJson.Default.ClientDescription)!;
        }
        catch (JsonException exception) when (MemberOf(exception) is { } member)
        {
            return OAuthError.InvalidClientMetadata($"The value of {member} is not of the JSON type that it has to be.");
        }
        catch (JsonException)
        {
        }
        catch (InvalidOperationException)
        {
            // The parser throws this for a name that escapes half a surrogate pair.
        }

        return Unreadable();
    }

    private static OAuthError Unreadable() => OAuthError.InvalidRequest("The body is not one JSON object in UTF-8 with each member once.");

    /// <summary>Null when the exception names no member.</summary>
    private static string? MemberOf(JsonException exception) =>
        exception.Path?.Split('.', '[') is ["$", { Length: > 0 } member, ..] && member.All(c => char.IsAsciiLetterLower(c) || c == '_') ? member : null;
}
