using Tollgate.Domain.Clients;
using Tollgate.Domain.Workspaces;

namespace Tollgate.Domain.Tests;

/// <summary>A client store in memory.</summary>
internal sealed class MemoryClients : List<Client>, IClientStore
{
    public ValueTask<Client?> FindAsync(Workspace workspace, string clientId, CancellationToken cancellationToken) =>
        ValueTask.FromResult(Find(client => client.ClientId == clientId));
}
