using System.Text.Json;
using Tollgate.Domain.Clients;
using Tollgate.Domain.Protocol;
using Tollgate.Domain.Users;
using Tollgate.Domain.Workspaces;

namespace Tollgate.Domain.Claims;

/// <summary>
/// The one place that decides which claims about a user leave the server: the claims of OpenID Connect Core §5.1, each only with
/// the scope that requests it (§5.4).
/// </summary>
public static class ClaimsPolicy
{
    private static readonly IReadOnlyList<UserClaim> Claims =
    [
        new("name", StandardScopes.Profile, user => user.Name is not null, (json, user) => json.WriteStringValue(user.Name)),
        new("given_name", StandardScopes.Profile, user => user.GivenName is not null, (json, user) => json.WriteStringValue(user.GivenName)),
        new("family_name", StandardScopes.Profile, user => user.FamilyName is not null, (json, user) => json.WriteStringValue(user.FamilyName)),
        new("preferred_username", StandardScopes.Profile, _ => true, (json, user) => json.WriteStringValue(user.Username)),
        new("updated_at", StandardScopes.Profile, _ => true, (json, user) => json.WriteNumberValue(user.UpdatedAt.ToUnixTimeSeconds())),
        new("email", StandardScopes.Email, user => user.Email is not null, (json, user) => json.WriteStringValue(user.Email)),
        new("email_verified", StandardScopes.Email, user => user.Email is not null, (json, user) => json.WriteBooleanValue(user.IsEmailVerified)),
        new("address", StandardScopes.Address, user => user.Address is not null, (json, user) => Write(json, user.Address!)),
        new("phone_number", StandardScopes.Phone, user => user.PhoneNumber is not null, (json, user) => json.WriteStringValue(user.PhoneNumber)),
        new(
            "phone_number_verified", StandardScopes.Phone, user => user.PhoneNumber is not null,
            (json, user) => json.WriteBooleanValue(user.IsPhoneNumberVerified)),
    ];

    /// <summary>The names of all claims about users (claims_supported). Every answer about a user also has sub.</summary>
    public static IReadOnlyList<string> Supported { get; } = [.. Claims.Select(claim => claim.Name)];

    /// <summary>
    /// Selects the claims of one answer. Many clients read the ID token only and never ask the UserInfo endpoint. An access token goes to
    /// resource servers and has no claims about the user.
    /// </summary>
    /// <param name="client">The client that the answer goes to.</param>
    public static UserClaims Select(TokenKind kind, Workspace workspace, ScopeSet scope, Client client, RequestedClaims requested, User user) =>
        kind == TokenKind.UserInfo || (kind == TokenKind.IdToken && workspace.IdTokensHaveUserClaims)
            ? new UserClaims([.. Claims.Where(claim => scope.Contains(claim.Scope) && claim.Has(user))], user)
            : UserClaims.None;

    private static void Write(Utf8JsonWriter json, PostalAddress address)
    {
        json.WriteStartObject();
        foreach (var (name, part) in new[]
        {
            ("street_address", address.StreetAddress), ("postal_code", address.PostalCode), ("locality", address.Locality),
            ("region", address.Region), ("country", address.Country),
        })
            if (part is not null)
                json.WriteString(name, part);
        json.WriteEndObject();
    }
}

/// <summary>The places where claims about a user are delivered.</summary>
public enum TokenKind
{
    UserInfo,
    IdToken,
    AccessToken,
}

/// <summary>
/// The claims that a request names one by one (OpenID Connect Core §5.5). The server does not read the parameter claims, so no request
/// names any.
/// </summary>
public sealed record RequestedClaims
{
    public static readonly RequestedClaims None = new();

    private RequestedClaims()
    {
    }
}

/// <summary>Selected claims about one user.</summary>
public sealed class UserClaims
{
    public static readonly UserClaims None = new([], null);

    private readonly IReadOnlyList<UserClaim> _claims;
    private readonly User? _user;

    internal UserClaims(IReadOnlyList<UserClaim> claims, User? user) => (_claims, _user) = (claims, user);

    /// <summary>Writes the claims into a JSON object that the caller has begun.</summary>
    public void Write(Utf8JsonWriter json)
    {
        foreach (var claim in _claims)
        {
            json.WritePropertyName(claim.Name);
            claim.Write(json, _user!);
        }
    }
}

/// <summary>A claim about a user: the scope that requests it, and its value.</summary>
internal sealed record UserClaim(string Name, string Scope, Func<User, bool> Has, Action<Utf8JsonWriter, User> Write);
