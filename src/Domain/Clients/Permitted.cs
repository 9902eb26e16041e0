using Tollgate.Domain.Protocol;
using Tollgate.Domain.Workspaces;

namespace Tollgate.Domain.Clients;

/// <summary>
/// The scope and the grants that a client may have now: its registered values within the ceilings that an operator has set, in a workspace,
/// for a resource. The server asks this class each time it issues a token, so a change by an operator takes effect at the next token.
/// </summary>
public static class Permitted
{
    public static bool GrantType(Workspace workspace, Client client, string grantType) =>
        workspace.HasOn(grantType) && client.MayUse(grantType) && client.Ceilings?.GrantTypes.Contains(grantType) != false;

    /// <param name="audience">A token for one resource has no scopes of other resources. Null when no resource is named.</param>
    public static ScopeSet Scope(Workspace workspace, Client client, string? audience = null)
    {
        var scope = client.Ceilings is { } ceilings ? client.Scope.Intersect(ceilings.Scope) : client.Scope;
        return audience is not null && workspace.FindResource(audience) is { } resource
            ? ScopeSet.Of(scope.Tokens.Where(token =>
                resource.Scopes.Contains(token) || !workspace.Resources.Any(other => other.Scopes.Contains(token))))
            : scope;
    }
}
