using System.Security.Cryptography;
using System.Text;
using Tollgate.Domain.Handles;
using Tollgate.Domain.OneTime;
using Tollgate.Domain.Protocol;
using Tollgate.Domain.Users;
using Tollgate.Domain.Workspaces;

namespace Tollgate.Domain.Grants;

/// <summary>
/// Keeps used ids as rows of the grants' table, each under a hash of the id. Earlier versions did the same, so versions that run side by
/// side refuse each other's ids.
/// </summary>
public sealed class OneTimeMarks(IGrantStore grants, IGrantMemory memory, TimeProvider time) : IOneTimeUses
{
    public async ValueTask<OneTimeOutcome> TryUseAsync(Workspace workspace, OneTimeUse use, CancellationToken cancellationToken)
    {
        var mark = MarkOf(workspace, use);
        if (await grants.TryAddAsync(memory, workspace, mark, cancellationToken))
            return OneTimeOutcome.First;
        return await grants.FindAsync(workspace, mark.Id, cancellationToken) is { } found
            && memory.Doubts(workspace, found)
            && await grants.WriteAsync(memory, workspace, mark with { Version = found.Version }, cancellationToken) is not null
                ? OneTimeOutcome.Own
                : OneTimeOutcome.Used;
    }

    private AuthorizationGrant MarkOf(Workspace workspace, OneTimeUse use)
    {
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{use.Kind}\n{workspace.Name}\n{use.Id}")));
        return new AuthorizationGrant(ExpiringId.Of(use.Until, hash))
        {
            ClientId = "",
            Subject = "",
            Scope = ScopeSet.Empty,
            State = GrantState.Spent,
            ExpiresAt = use.Until,
            Authentication = Authentication.ByPassword(time.GetUtcNow()),
            Redemption = use.Attempt,
        };
    }
}
