using Tollgate.Domain.Events;
using Tollgate.Domain.Workspaces;

namespace Tollgate.Domain.Grants;

/// <summary>Revokes a grant (RFC 9700 §4.14), even while other requests write its row.</summary>
public sealed class GrantRevocation(IGrantStore grants, IEvents events)
{
    /// <summary>A request used a credential of the grant a second time, so an attacker may have the credential.</summary>
    public Task RevokeStolenAsync(Workspace workspace, AuthorizationGrant grant, StolenCredential credential, CancellationToken cancellationToken)
    {
        // The event is recorded first, because an outage of the tables must not hide the theft.
        events.Record(new TheftDetected(workspace.Name, grant.ClientId, grant.Id, credential));
        return RevokeAsync(workspace, grant.Id, cancellationToken);
    }

    public async Task RevokeAsync(Workspace workspace, string grantId, CancellationToken cancellationToken)
    {
        while (await grants.FindAsync(workspace, grantId, cancellationToken) is { State: not GrantState.Revoked } grant
            && !await grants.TryUpdateAsync(
                workspace, grant with { State = GrantState.Revoked, Refresh = null, CodeHash = null }, cancellationToken))
        {
            // Another request wrote in between. The tokens of that write must end as well.
        }
    }
}
