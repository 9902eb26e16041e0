using Tollgate.Domain.Clients;
using Tollgate.Domain.Protocol;
using Tollgate.Domain.Workspaces;

namespace Tollgate.Domain.Authorization;

/// <summary>Remembers the scopes that users have allowed clients.</summary>
public interface IConsentStore
{
    /// <summary>Leaves out scopes that the user allowed to an earlier <see cref="Client.ConsentGeneration"/>.</summary>
    ValueTask<ScopeSet> FindAsync(Workspace workspace, string subject, Client client, CancellationToken cancellationToken);

    /// <summary>Adds to the scopes that the user has allowed to the same generation.</summary>
    Task AddAsync(Workspace workspace, string subject, Client client, ScopeSet scope, CancellationToken cancellationToken);
}
