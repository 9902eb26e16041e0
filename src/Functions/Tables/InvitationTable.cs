using Tollgate.Domain.Handles;
using Tollgate.Domain.Invitations;
using Tollgate.Domain.Workspaces;

namespace Tollgate.Functions.Tables;

/// <summary>Stores invitations: one row each, with the ticket only as SHA-256.</summary>
public sealed class InvitationTable(TableAccounts tables, ExpiredRows expired, TimeProvider time, Randomness randomness) : IInvitationStore
{
    private readonly OneTimeRows _rows = new(tables.Table(TableNames.Invitations), "invitation", expired, time, randomness);

    public Task AddAsync(string workspace, Handle ticket, Invitation invitation, CancellationToken cancellationToken) => _rows.AddAsync(
        workspace, ticket, invitation.ExpiresAt, [new("Subject", invitation.Subject), new("Username", invitation.Username)], cancellationToken);

    public async ValueTask<Invitation?> FindAsync(Workspace workspace, Handle ticket, CancellationToken cancellationToken) =>
        await _rows.FindAsync(workspace.Name, ticket, cancellationToken) is { } row
            ? new Invitation(row.GetString("Subject"), row.GetString("Username"), row.GetDateTimeOffset("ExpiresAt")!.Value)
            : null;

    public async ValueTask<bool> TryTakeAsync(Workspace workspace, Handle ticket, CancellationToken cancellationToken) =>
        await _rows.TryTakeAsync(workspace.Name, ticket, cancellationToken);

    public Task EndAsync(Workspace workspace, string invitationId, CancellationToken cancellationToken) =>
        _rows.EndAsync(workspace.Name, invitationId, cancellationToken);
}
