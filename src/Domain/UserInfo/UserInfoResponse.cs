using System.Text.Json.Serialization;
using Tollgate.Domain.Protocol;
using Tollgate.Domain.Users;

namespace Tollgate.Domain.UserInfo;

/// <summary>The claims of OpenID Connect Core §5.1, each only with the scope that requests it (§5.4).</summary>
public sealed record UserInfoResponse
{
    [JsonPropertyName("sub")] public required string Subject { get; init; }

    [JsonPropertyName("name")] public string? Name { get; init; }

    [JsonPropertyName("given_name")] public string? GivenName { get; init; }

    [JsonPropertyName("family_name")] public string? FamilyName { get; init; }

    [JsonPropertyName("preferred_username")] public string? PreferredUsername { get; init; }

    [JsonPropertyName("updated_at")] public long? UpdatedAt { get; init; }

    [JsonPropertyName("email")] public string? Email { get; init; }

    [JsonPropertyName("email_verified")] public bool? IsEmailVerified { get; init; }

    public static readonly IReadOnlyList<string> Claims =
        ["sub", "name", "given_name", "family_name", "preferred_username", "updated_at", "email", "email_verified"];

    public static UserInfoResponse Of(User user, ScopeSet scope)
    {
        var (hasProfile, hasEmail) = (scope.Contains(StandardScopes.Profile), scope.Contains(StandardScopes.Email) && user.Email is not null);
        return new UserInfoResponse
        {
            Subject = user.Subject,
            Name = hasProfile ? user.Name : null,
            GivenName = hasProfile ? user.GivenName : null,
            FamilyName = hasProfile ? user.FamilyName : null,
            PreferredUsername = hasProfile ? user.Username : null,
            UpdatedAt = hasProfile ? user.UpdatedAt.ToUnixTimeSeconds() : null,
            Email = hasEmail ? user.Email : null,
            IsEmailVerified = hasEmail ? user.IsEmailVerified : null,
        };
    }
}

/// <summary>Source-generated JSON of this room.</summary>
[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(UserInfoResponse))]
internal sealed partial class UserInfoJson : JsonSerializerContext;
