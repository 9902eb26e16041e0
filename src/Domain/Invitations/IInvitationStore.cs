using Tollgate.Domain.Handles;
using Tollgate.Domain.Workspaces;

namespace Tollgate.Domain.Invitations;

/// <summary>Invitations by their tickets, each good for one use.</summary>
public interface IInvitationStore
{
    /// <summary>Null unless the ticket fits, nobody has used it and it has not expired. Uses nothing up.</summary>
    ValueTask<Invitation?> FindAsync(Workspace workspace, Handle ticket, CancellationToken cancellationToken);

    /// <summary>Marks the ticket as used: of all that try, one gets true. The login's own write decides who has used it.</summary>
    ValueTask<bool> TryTakeAsync(Workspace workspace, Handle ticket, CancellationToken cancellationToken);

    /// <summary>Marks an invitation as used by its id, where it is not marked yet. Throws where that cannot be done.</summary>
    Task EndAsync(Workspace workspace, string invitationId, CancellationToken cancellationToken);
}
