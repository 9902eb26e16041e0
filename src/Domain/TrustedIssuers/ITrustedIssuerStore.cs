using Tollgate.Domain.Workspaces;

namespace Tollgate.Domain.TrustedIssuers;

/// <summary>Finds the issuers that a workspace trusts. An answer may be some seconds old.</summary>
public interface ITrustedIssuerStore
{
    ValueTask<TrustedIssuer?> FindAsync(Workspace workspace, string issuer, CancellationToken cancellationToken);
}
