using Tollgate.Domain.TrustedIssuers;
using Tollgate.Domain.Workspaces;

namespace Tollgate.Functions.Tables;

/// <summary>Caches trusted issuers for some seconds.</summary>
public sealed class TrustedIssuerStore(TrustedIssuerTable table, TimeProvider time) : ITrustedIssuerStore
{
    private readonly RowCache<TrustedIssuer> _cache = new(time);

    public ValueTask<TrustedIssuer?> FindAsync(Workspace workspace, string issuer, CancellationToken cancellationToken) =>
        _cache.GetAsync(workspace.Name, issuer, table.FindAsync, cancellationToken);
}
