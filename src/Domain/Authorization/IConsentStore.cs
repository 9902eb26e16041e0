using Tollgate.Domain.Clients;
using Tollgate.Domain.Protocol;
using Tollgate.Domain.Workspaces;

namespace Tollgate.Domain.Authorization;

/// <summary>What users have allowed clients, remembered.</summary>
public interface IConsentStore
{
    /// <summary>Nothing of what was allowed an earlier <see cref="Client.ConsentGeneration"/>.</summary>
    ValueTask<ScopeSet> FindAsync(Workspace workspace, string subject, Client client, CancellationToken cancellationToken);

    /// <summary>Adds to what the user has allowed the same generation before.</summary>
    Task AddAsync(Workspace workspace, string subject, Client client, ScopeSet scope, CancellationToken cancellationToken);
}
