using Tollgate.Domain.Workspaces;

namespace Tollgate.Domain.Grants;

/// <summary>Ends a grant, whoever else is writing to it (RFC 9700 §4.14).</summary>
public sealed class GrantRevocation(IGrantStore grants)
{
    public async Task RevokeAsync(Workspace workspace, string grantId, CancellationToken cancellationToken)
    {
        while (await grants.FindAsync(workspace, grantId, cancellationToken) is { State: not GrantState.Revoked } grant
            && !await grants.TryUpdateAsync(
                workspace, grant with { State = GrantState.Revoked, Refresh = null, CodeHash = null }, cancellationToken))
        {
            // Somebody wrote in between: what they made must end as well.
        }
    }
}
