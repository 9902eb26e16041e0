using Tollgate.Domain.Workspaces;

namespace Tollgate.Domain.Users;

/// <summary>Finds users by username for sign-in and by subject for claims, and stores their passwords.</summary>
public interface IUserStore
{
    ValueTask<UserLogin?> FindLoginAsync(Workspace workspace, string username, CancellationToken cancellationToken);

    /// <summary>The answer may be some seconds old. A disabled user is not found, so every check treats a disabled user as a removed one.</summary>
    ValueTask<User?> FindAsync(Workspace workspace, string subject, CancellationToken cancellationToken);

    /// <summary>
    /// Sets the password and uses up the invitation in one write, so that only one of several concurrent requests gets true.
    /// Sessions and grants of sign-ins before <paramref name="now"/> end.
    /// </summary>
    /// <param name="usedBefore">
    /// The invitation that the login named when it was read. Nothing is written when the login now names another invitation.
    /// </param>
    Task<bool> AcceptInvitationAsync(
        Workspace workspace,
        string username,
        string? usedBefore,
        string invitationId,
        string passwordHash,
        DateTimeOffset now,
        CancellationToken cancellationToken);

    /// <summary>
    /// Replaces <paramref name="oldHash"/> by a better hash of the same password. Does nothing when the row has another hash by
    /// now. Never throws because of the store.
    /// </summary>
    Task RenewPasswordHashAsync(Workspace workspace, string username, string oldHash, string newHash, CancellationToken cancellationToken);
}
