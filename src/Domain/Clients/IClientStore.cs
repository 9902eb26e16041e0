using Tollgate.Domain.Workspaces;

namespace Tollgate.Domain.Clients;

/// <summary>Finds clients for the endpoints. An answer may be some seconds old.</summary>
public interface IClientStore
{
    ValueTask<Client?> FindAsync(Workspace workspace, string clientId, CancellationToken cancellationToken);
}
