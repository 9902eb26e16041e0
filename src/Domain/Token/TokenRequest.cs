using Tollgate.Domain.ClientAuthentication;
using Tollgate.Domain.Clients;
using Tollgate.Domain.Grants;
using Tollgate.Domain.Protocol;
using Tollgate.Domain.Workspaces;

namespace Tollgate.Domain.Token;

/// <summary>A token request of an authenticated client.</summary>
public sealed record TokenRequest(Workspace Workspace, AuthenticatedClient AuthenticatedClient, ParameterSet Parameters)
{
    public required RequestedAudience Audience { get; init; }

    public required string RemoteNetwork { get; init; }

    public Client Client => AuthenticatedClient.Registration;

    public OAuthResult<ScopeSet> ScopeOf(AuthorizationGrant grant) => grant.ScopeFor(Client);
}
