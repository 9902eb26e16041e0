using Tollgate.Domain.Clients;
using Tollgate.Domain.Handles;
using Tollgate.Domain.Protocol;
using Tollgate.Domain.Workspaces;

namespace Tollgate.Domain.Grants;

/// <summary>Lifetimes and first refresh tokens of grants, shared by the code, password and device grants.</summary>
public sealed class GrantTerms(TimeProvider time, Randomness randomness)
{
    /// <summary>When the row of a grant that begins now can be removed.</summary>
    public DateTimeOffset ExpiryOf(Workspace workspace, Client client) => time.GetUtcNow()
        + (client.MayUse(GrantTypes.RefreshToken) ? workspace.RefreshTokenAbsoluteLifetime : TimeSpan.Zero)
        + AfterLastUse(workspace);

    public string NewId(DateTimeOffset expiresAt) => ExpiringId.New(expiresAt, randomness);

    /// <summary>
    /// Whether the client gets a refresh token. The grant type must be enabled for it. A request of OpenID Connect must also ask
    /// for offline access (OpenID Connect Core §11).
    /// </summary>
    public static bool HasRefreshToken(Workspace workspace, Client client, ScopeSet scope) => Permitted.GrantType(workspace, client, GrantTypes.RefreshToken)
        && (!scope.Contains(StandardScopes.OpenId) || scope.Contains(StandardScopes.OfflineAccess));

    /// <param name="scope">The part of the grant's scope that the client may have.</param>
    public (RefreshState? State, Handle? Token) StartRefresh(Workspace workspace, Client client, AuthorizationGrant grant, ScopeSet scope)
    {
        if (!HasRefreshToken(workspace, client, scope))
            return (null, null);
        return RefreshState.Start(grant.Id, SlidingExpiry(workspace, grant), randomness);
    }

    public DateTimeOffset SlidingExpiry(Workspace workspace, AuthorizationGrant grant)
    {
        var sliding = time.GetUtcNow() + workspace.RefreshTokenSlidingLifetime;
        var absolute = grant.ExpiresAt - AfterLastUse(workspace);
        return sliding < absolute ? sliding : absolute;
    }

    /// <summary>
    /// How long a row is needed beyond the refresh tokens: for the code to be redeemed, and for the last access token to expire.
    /// </summary>
    private static TimeSpan AfterLastUse(Workspace workspace) => workspace.CodeLifetime + workspace.AccessTokenLifetime;
}
