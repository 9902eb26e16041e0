using Tollgate.Domain.Clients;
using Tollgate.Domain.Workspaces;

namespace Tollgate.Domain.Workloads;

/// <summary>
/// Says which client an identity of another issuer belongs to. The answer proves nothing: only the registration of the client says which
/// identities it has. An answer may be some seconds old.
/// </summary>
public interface IWorkloadIndex
{
    /// <summary>The client_id. Null when no client has the identity.</summary>
    ValueTask<string?> FindAsync(Workspace workspace, WorkloadIdentity identity, CancellationToken cancellationToken);
}
