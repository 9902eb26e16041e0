using Tollgate.Domain.Handles;
using Tollgate.Domain.Workspaces;

namespace Tollgate.Domain.Invitations;

/// <summary>Stores invitations by their tickets. Each ticket can be used once.</summary>
public interface IInvitationStore
{
    /// <param name="workspace">The name of the workspace.</param>
    /// <param name="ticket">A handle whose id is an <see cref="ExpiringId"/> of the invitation's expiry.</param>
    Task AddAsync(string workspace, Handle ticket, Invitation invitation, CancellationToken cancellationToken);

    /// <summary>Null unless the ticket matches and is neither used nor expired. The call does not use it up.</summary>
    ValueTask<Invitation?> FindAsync(Workspace workspace, Handle ticket, CancellationToken cancellationToken);

    /// <summary>
    /// Marks the ticket as used. Only one of several concurrent calls gets true. The write of the login decides which request used
    /// the invitation.
    /// </summary>
    ValueTask<bool> TryTakeAsync(Workspace workspace, Handle ticket, CancellationToken cancellationToken);

    /// <summary>Marks an invitation as used by its id, unless it is marked already. Throws when that fails.</summary>
    Task EndAsync(Workspace workspace, string invitationId, CancellationToken cancellationToken);
}
