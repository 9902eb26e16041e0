using Tollgate.Domain.Clients;
using Tollgate.Domain.TrustedIssuers;
using Tollgate.Domain.Workloads;
using Tollgate.Domain.Workspaces;

namespace Tollgate.Functions.Tables;

/// <summary>Caches which client an identity belongs to, as long as <see cref="CachedClientStore"/> caches the client.</summary>
public sealed class WorkloadIndex(TableAccounts tables, TimeProvider time) : IWorkloadIndex
{
    private readonly WorkloadRows _rows = new(tables, new());
    private readonly RowCache<string> _cache = new(time);

    public ValueTask<string?> FindAsync(Workspace workspace, WorkloadIdentity identity, CancellationToken cancellationToken) =>
        TrustedIssuer.IsIdentifier(identity.Issuer)
            ? _cache.GetAsync(workspace.Name, WorkloadRows.KeyOf(identity), _rows.FindAsync, cancellationToken)
            : ValueTask.FromResult<string?>(null);
}
