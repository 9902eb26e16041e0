using Tollgate.Domain.Clients;
using Tollgate.Domain.Protocol;
using Tollgate.Domain.Workspaces;

namespace Tollgate.Domain.Registration;

/// <summary>
/// Leaves out values that a registering client names and cannot get (RFC 7591 §3.2.1). Libraries send the same description to every
/// server, so it may name more than this server has. The answer names the remaining values. A client keeps values that an operator gave
/// it.
/// </summary>
internal static class Narrowing
{
    /// <summary>The grant types of the client. An error if no remaining grant type can issue a first token.</summary>
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
    /// The scope of the client. Without the member scope, each client gets the scopes that an operator marked as open. A client for
    /// people also gets the scopes of OpenID Connect.
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
