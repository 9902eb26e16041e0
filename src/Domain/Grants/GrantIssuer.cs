using Tollgate.Domain.Clients;
using Tollgate.Domain.Handles;
using Tollgate.Domain.Protocol;
using Tollgate.Domain.Workspaces;

namespace Tollgate.Domain.Grants;

/// <summary>Lifetimes and first refresh tokens of grants: what the code, password and device grants share.</summary>
public sealed class GrantIssuer(TimeProvider time, Randomness randomness)
{
    /// <summary>When the row of a grant that begins now may go.</summary>
    public DateTimeOffset ExpiryOf(Workspace workspace, Client client) => time.GetUtcNow()
        + (client.MayUse(GrantTypes.RefreshToken) ? workspace.RefreshTokenAbsoluteLifetime : TimeSpan.Zero)
        + AfterLastUse(workspace);

    public string NewId(DateTimeOffset expiresAt) => ExpiringId.New(expiresAt, randomness);

    /// <summary>
    /// Whether the client gets a refresh token: it may use the grant and, where it speaks OpenID Connect, has asked for
    /// offline access (OpenID Connect Core §11).
    /// </summary>
    public static bool HasRefreshToken(Workspace workspace, Client client, ScopeSet scope) => client.MayUse(GrantTypes.RefreshToken)
        && workspace.HasOn(GrantTypes.RefreshToken)
        && (!scope.Contains(StandardScopes.OpenId) || scope.Contains(StandardScopes.OfflineAccess));

    /// <param name="scope">What of the grant's scope the client may have.</param>
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

    /// <summary>How long a row is needed after the last thing that can be done with it: a code may wait, and an access token lives.</summary>
    private static TimeSpan AfterLastUse(Workspace workspace) => workspace.CodeLifetime + workspace.AccessTokenLifetime;
}
