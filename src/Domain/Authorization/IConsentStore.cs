using Tollgate.Domain.Clients;
using Tollgate.Domain.Protocol;
using Tollgate.Domain.Workspaces;

namespace Tollgate.Domain.Authorization;

/// <summary>Remembers the scopes that users have allowed clients.</summary>
public interface IConsentStore
{
    /// <summary>Leaves out scopes that the user allowed to an earlier <see cref="Client.ConsentGeneration"/>.</summary>
    ValueTask<ScopeSet> FindAsync(Workspace workspace, string subject, Client client, CancellationToken cancellationToken);

    /// <summary>Adds the scope to the scopes that the user has allowed to the same generation.</summary>
    Task AddAsync(Workspace workspace, string subject, Client client, ScopeSet scope, CancellationToken cancellationToken);
}

/// <summary>The consents, as the operator command lists and ends them. Every workspace is given by its name.</summary>
public interface IConsentAdministration
{
    /// <summary>The consents of a user, including consents to removed clients.</summary>
    IAsyncEnumerable<StoredConsent> ListAsync(string workspace, string subject, CancellationToken cancellationToken);

    /// <summary>False when the user has allowed the client nothing.</summary>
    Task<bool> RemoveAsync(string workspace, string subject, string clientId, CancellationToken cancellationToken);
}

/// <param name="Generation">The <see cref="Client.ConsentGeneration"/> that was allowed. The consent does not count for another generation.</param>
public sealed record StoredConsent(string ClientId, ScopeSet Scope, string? Generation);
