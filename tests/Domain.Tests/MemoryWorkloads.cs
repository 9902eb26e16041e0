using Tollgate.Domain.Clients;
using Tollgate.Domain.Workloads;
using Tollgate.Domain.Workspaces;

namespace Tollgate.Domain.Tests;

/// <summary>An index of identities over a client store in memory. Any other store has none.</summary>
internal sealed class MemoryWorkloads(IClientStore clients) : IWorkloadIndex
{
    public ValueTask<string?> FindAsync(Workspace workspace, WorkloadIdentity identity, CancellationToken cancellationToken) => ValueTask.FromResult(
        (clients as MemoryClients)?.Find(client => WorkloadIdentity.Of(client).Contains(identity))?.ClientId);
}
