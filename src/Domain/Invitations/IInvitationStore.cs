using Tollgate.Domain.Handles;
using Tollgate.Domain.Workspaces;

namespace Tollgate.Domain.Invitations;

/// <summary>Stores invitations by their tickets. Each is good for one use.</summary>
public interface IInvitationStore
{
    /// <summary>Null unless the ticket matches and is neither used nor expired. The call does not use it up.</summary>
    ValueTask<Invitation?> FindAsync(Workspace workspace, Handle ticket, CancellationToken cancellationToken);

    /// <summary>
    /// Marks the ticket as used. Only one of several concurrent calls gets true. Which request used the invitation is decided by
    /// the write of the login.
    /// </summary>
    ValueTask<bool> TryTakeAsync(Workspace workspace, Handle ticket, CancellationToken cancellationToken);

    /// <summary>Marks an invitation as used by its id, unless it is marked already. Throws when that fails.</summary>
    Task EndAsync(Workspace workspace, string invitationId, CancellationToken cancellationToken);
}
