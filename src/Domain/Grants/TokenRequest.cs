using Tollgate.Domain.ClientAuthentication;
using Tollgate.Domain.Clients;
using Tollgate.Domain.Protocol;
using Tollgate.Domain.Workspaces;

namespace Tollgate.Domain.Grants;

/// <summary>A token request whose client has proved who it is.</summary>
public sealed record TokenRequest(Workspace Workspace, AuthenticatedClient AuthenticatedClient, ParameterSet Parameters)
{
    public required RequestedAudience Audience { get; init; }

    public required string RemoteNetwork { get; init; }

    public Client Client => AuthenticatedClient.Registration;

    /// <summary>What of a grant's scope the client may have now: an operator may have taken some of it away since.</summary>
    public OAuthResult<ScopeSet> ScopeOf(AuthorizationGrant grant)
    {
        var scope = grant.Scope.Intersect(Client.Scope);
        return scope.IsEmpty && !grant.Scope.IsEmpty
            ? OAuthError.InvalidScope("The client may have none of the granted scopes any more.")
            : scope;
    }
}
