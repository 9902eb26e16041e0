using Tollgate.Domain.Users;
using Tollgate.Domain.Workspaces;

namespace Tollgate.Functions.Tables;

/// <summary>Finds users. Claims are cached for some seconds; logins are read each time.</summary>
public sealed class UserStore(UserTable table, TimeProvider time) : IUserStore
{
    private readonly RowCache<User> _cache = new(time);

    public async ValueTask<UserLogin?> FindLoginAsync(Workspace workspace, string username, CancellationToken cancellationToken) =>
        await table.FindLoginAsync(workspace.Name, username, cancellationToken);

    public ValueTask<User?> FindAsync(Workspace workspace, string subject, CancellationToken cancellationToken) =>
        _cache.GetAsync(workspace.Name, subject, FindEnabledAsync, cancellationToken);

    private async Task<User?> FindEnabledAsync(string workspace, string subject, CancellationToken cancellationToken) =>
        await table.FindAsync(workspace, subject, cancellationToken) is { IsDisabled: false } user ? user : null;

    public async Task<bool> AcceptInvitationAsync(
        Workspace workspace,
        string username,
        string? usedBefore,
        string invitationId,
        string passwordHash,
        DateTimeOffset now,
        CancellationToken cancellationToken)
    {
        if (await table.AcceptInvitationAsync(
            workspace.Name, username, usedBefore, invitationId, passwordHash, now, cancellationToken) is not { } login)
            return false;
        _cache.Remove(workspace.Name, login.Subject);
        return true;
    }

    public Task RenewPasswordHashAsync(Workspace workspace, string username, string oldHash, string newHash, CancellationToken cancellationToken) =>
        table.RenewPasswordHashAsync(workspace.Name, username, oldHash, newHash, cancellationToken);
}
