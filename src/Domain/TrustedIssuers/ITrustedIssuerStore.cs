using Tollgate.Domain.Workspaces;

namespace Tollgate.Domain.TrustedIssuers;

/// <summary>Which issuers a workspace trusts. An answer may be some seconds old.</summary>
public interface ITrustedIssuerStore
{
    ValueTask<TrustedIssuer?> FindAsync(Workspace workspace, string issuer, CancellationToken cancellationToken);
}
