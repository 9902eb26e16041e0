using Tollgate.Domain.Workspaces;

namespace Tollgate.Domain.Users;

/// <summary>Where users are looked up, by name to sign in and by subject for their claims, and get their passwords.</summary>
public interface IUserStore
{
    ValueTask<UserLogin?> FindLoginAsync(Workspace workspace, string username, CancellationToken cancellationToken);

    /// <summary>May be some seconds old.</summary>
    ValueTask<User?> FindAsync(Workspace workspace, string subject, CancellationToken cancellationToken);

    /// <summary>
    /// Gives the user a password and uses the invitation up, in one write: of all that try, one gets true. What began before
    /// <paramref name="now"/> ends as well.
    /// </summary>
    /// <param name="usedBefore">The invitation that the login names until then. Nothing is written where it names another one.</param>
    Task<bool> AcceptInvitationAsync(
        Workspace workspace,
        string username,
        string? usedBefore,
        string invitationId,
        string passwordHash,
        DateTimeOffset now,
        CancellationToken cancellationToken);

    /// <summary>Puts a better hash of the same password into the place of <paramref name="oldHash"/>, if that is still there; where it cannot be, nothing happens.</summary>
    Task RenewPasswordHashAsync(Workspace workspace, string username, string oldHash, string newHash, CancellationToken cancellationToken);
}
