using Tollgate.Domain.Clients;
using Tollgate.Domain.Protocol;
using Tollgate.Domain.Workspaces;

namespace Tollgate.Domain.Registration;

/// <summary>
/// Leaves out what a registering client names and cannot get (RFC 7591 §3.2.1). One description serves libraries for every server, so that
/// it names more than one server has. The answer says what is left. A client keeps what an operator gave it.
/// </summary>
internal static class Narrowing
{
    /// <summary>An error if no grant that tokens begin with is left.</summary>
    public static OAuthResult<string[]> GrantTypes(Workspace workspace, Client described, Client known)
    {
        var offered = Protocol.GrantTypes.Offered.Where(workspace.HasOn).ToArray();
        string[] open = known.Origin == ClientOrigin.Open ? [.. offered.Where(OpenRegistration.Grants.Contains)] : offered;
        string[] possible = described.IsPublic ? [.. open.Except(ClientRules.SecretGrants)] : open;
        var left = described.GrantTypes.Where(grantType => possible.Contains(grantType) || KeptFrom(known, described, grantType)).ToArray();
        if (left.Any(IsBeginning))
            return left;
        return OAuthError.InvalidClientMetadata(
            !described.GrantTypes.Any(IsBeginning) ? "The grant_types name no grant that tokens begin with."
            : open.Length < offered.Length ? $"Without an initial access token the grant_types may hold {string.Join(", ", possible)}."
            : described.IsPublic ? $"The grant_types of a public client may hold {string.Join(", ", possible)}."
            : $"The grant_types may hold {string.Join(", ", possible)}.");
    }

    /// <summary>
    /// Without a scope parameter, a client for people gets the scopes of OpenID Connect, and each client those that an operator marked as open.
    /// </summary>
    public static ScopeSet Scope(Workspace workspace, string? text, Client described, Client known)
    {
        var named = ScopeSet.Parse(text).Value ?? ScopeSet.Empty;
        var possible = named.Intersect(workspace.Scopes.With(known.Scope));
        return text is null || named.Contains(ScopeSet.Wildcard) ? UsualScope(workspace, described).With(possible) : possible;
    }

    private static ScopeSet UsualScope(Workspace workspace, Client described)
    {
        var open = ScopeSet.Of(workspace.Resources.SelectMany(resource => resource.OpenScopes.Tokens));
        return described.MayUse(Protocol.GrantTypes.AuthorizationCode) || described.MayUse(Protocol.GrantTypes.DeviceCode)
            ? StandardScopes.Usual.Intersect(workspace.Scopes).With(open)
            : open;
    }

    private static bool IsBeginning(string grantType) => grantType != Protocol.GrantTypes.RefreshToken;

    private static bool KeptFrom(Client known, Client described, string grantType) =>
        known.MayUse(grantType) && !(described.IsPublic && ClientRules.SecretGrants.Contains(grantType));
}
