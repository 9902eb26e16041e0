using Tollgate.Domain.Protocol;

namespace Tollgate.Domain.Clients;

/// <summary>
/// Limits that an operator sets on a client that manages its own registration (RFC 7592 §2.2). The client may narrow its values
/// and never widen them.
/// </summary>
/// <param name="RedirectOrigins">
/// The origins that its redirect URIs and post-logout redirect URIs may have (<see cref="RedirectUriRegistration.OriginOf"/>).
/// </param>
public sealed record ClientCeilings(ScopeSet Scope, IReadOnlyList<string> GrantTypes, IReadOnlyList<string> RedirectOrigins)
{
    public static ClientCeilings Of(Client client) => new(
        client.Scope, client.GrantTypes, [.. UrisOf(client).Select(RedirectUriRegistration.OriginOf).Distinct(StringComparer.Ordinal)]);

    /// <summary>
    /// Applies the ceilings. Scopes and grant types are narrowed (RFC 7592 §2.2). A redirect URI with another origin is refused.
    /// </summary>
    public OAuthResult<Client> Apply(Client described)
    {
        if (UrisOf(described).FirstOrDefault(uri => !RedirectOrigins.Contains(RedirectUriRegistration.OriginOf(uri))) is not null)
            return OAuthError.InvalidRedirectUri("An operator has limited the hosts of the redirect URIs, and one of them lies elsewhere.");
        var grantTypes = described.GrantTypes.Where(GrantTypes.Contains).ToArray();
        return grantTypes.Any(grantType => grantType != Protocol.GrantTypes.RefreshToken)
            ? described with { Scope = described.Scope.Intersect(Scope), GrantTypes = grantTypes }
            : OAuthError.InvalidClientMetadata($"An operator has limited the grant_types to {string.Join(", ", GrantTypes)}.");
    }

    private static IEnumerable<string> UrisOf(Client client) => client.RedirectUris.Concat(client.PostLogoutRedirectUris);
}
