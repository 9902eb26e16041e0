using Tollgate.Domain.Keys;
using Tollgate.Domain.Protocol;
using Tollgate.Domain.Workspaces;

namespace Tollgate.Domain.Clients;

/// <summary>
/// The scope and the grants that a client may have now: its registered values within the ceilings that an operator has set, in a workspace,
/// for a resource. The server asks this class each time it issues a token, so a change by an operator takes effect at the next token.
/// </summary>
public static class Permitted
{
    /// <summary>The end of a scope token that stands for all scopes that the client has at an address.</summary>
    public const string Default = "/.default";

    public static bool GrantType(Workspace workspace, Client client, string grantType) =>
        workspace.HasOn(grantType) && client.MayUse(grantType) && client.Ceilings?.GrantTypes.Contains(grantType) != false
        && !(MustKeepFapi2(workspace, client) && GrantTypes.Legacy.Contains(grantType));

    /// <summary>The algorithms of assertions and of DPoP proofs that clients sign.</summary>
    public static IReadOnlyList<string> AssertionAlgorithms(SecurityProfile profile) =>
        profile == SecurityProfile.Fapi2 ? Fapi2.Algorithms : VerificationAlgorithms.All;

    public static SecurityProfile Profile(Workspace workspace, Client client) =>
        workspace.Profile == SecurityProfile.Fapi2 ? workspace.Profile : client.Profile;

    /// <summary>Whether each token request of the client needs a DPoP proof (RFC 9449 §5.2).</summary>
    public static bool RequiresDpop(Workspace workspace, Client client) => client.RequiresDpop || MustKeepFapi2(workspace, client);

    /// <summary>Whether the client must keep the FAPI 2.0 Security Profile (<see cref="Fapi2"/>), by its own setting or the workspace's.</summary>
    public static bool MustKeepFapi2(Workspace workspace, Client client) =>
        Profile(workspace, client) == SecurityProfile.Fapi2;

    public static bool RequiresPushedRequests(Workspace workspace, Client client) =>
        workspace.RequiresPushedRequests || client.RequiresPushedRequests || MustKeepFapi2(workspace, client);

    /// <param name="audience">A token for one resource has no scopes of other resources. Null when no resource is named.</param>
    public static ScopeSet Scope(Workspace workspace, Client client, string? audience = null)
    {
        var scope = client.Ceilings is { } ceilings ? client.Scope.Intersect(ceilings.Scope) : client.Scope;
        return audience is null ? scope : ScopeAt(workspace, audience, scope);
    }

    /// <summary>
    /// The scope to grant to a request by the rule of all grants (<see cref="ScopeSet.Within"/>). <c>ISSUER/.default</c> and
    /// <c>RESOURCE/.default</c>, which libraries of Microsoft send, stand for all scopes that the client has at that address.
    /// </summary>
    public static OAuthResult<ScopeSet> Granted(Workspace workspace, string? text, ScopeTerms terms)
    {
        var asked = ScopeSet.Parse(text);
        if (asked.IsError || !text!.AsSpan().Contains(Default, StringComparison.Ordinal))
            return asked.IsError ? asked : asked.Value.Within(terms);
        var meant = ScopeSet.Of(asked.Value.Tokens.SelectMany(token => MeantBy(workspace, token, terms.Usual)));
        // The .default stands for no scopes. The client then gets an empty scope, and not its usual scope.
        return meant.IsEmpty ? meant : meant.Within(terms);
    }

    /// <summary>The address in a scope token of the form <c>ADDRESS/.default</c>. Null for any other scope token.</summary>
    public static string? AddressOfDefault(string token) => token.EndsWith(Default, StringComparison.Ordinal) ? token[..^Default.Length] : null;

    private static IReadOnlyList<string> MeantBy(Workspace workspace, string token, ScopeSet usual)
    {
        if (AddressOfDefault(token) is not { } address)
            return [token];
        if (workspace.FindResource(address) is { } resource && resource.Audience != workspace.DefaultAudience)
            return usual.Intersect(resource.Scopes) is { IsEmpty: true } && !resource.Scopes.IsEmpty ? [token] : usual.Intersect(resource.Scopes).Tokens;
        return workspace.IsDefaultAudience(address) ? ScopeAt(workspace, workspace.DefaultAudience, usual).Tokens : [token];
    }

    /// <summary>
    /// The part of a scope that a token for one audience may have. The scopes of OpenID Connect belong to the server itself, so every
    /// audience has them.
    /// </summary>
    private static ScopeSet ScopeAt(Workspace workspace, string audience, ScopeSet scope) => workspace.FindResource(audience) is { } resource
        ? ScopeSet.Of(scope.Tokens.Where(token => resource.Scopes.Contains(token) || StandardScopes.All.Contains(token)
            || !workspace.Resources.Any(other => other.Scopes.Contains(token))))
        : scope;
}
