using Tollgate.Domain.Protocol;
using Tollgate.Domain.Workspaces;

namespace Tollgate.Domain.Users;

/// <summary>What users have allowed clients, remembered.</summary>
public interface IConsentStore
{
    ValueTask<ScopeSet> FindAsync(Workspace workspace, string subject, string clientId, CancellationToken cancellationToken);

    /// <summary>Adds to what the user has allowed before.</summary>
    Task AddAsync(Workspace workspace, string subject, string clientId, ScopeSet scope, CancellationToken cancellationToken);
}
