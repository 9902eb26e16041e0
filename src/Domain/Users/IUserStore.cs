using Tollgate.Domain.Workspaces;

namespace Tollgate.Domain.Users;

/// <summary>Where users are looked up, by name to sign in and by subject for their claims, and get their passwords.</summary>
public interface IUserStore
{
    ValueTask<UserLogin?> FindLoginAsync(Workspace workspace, string username, CancellationToken cancellationToken);

    /// <summary>May be some seconds old.</summary>
    ValueTask<User?> FindAsync(Workspace workspace, string subject, CancellationToken cancellationToken);

    /// <summary>Ends what began before <paramref name="now"/> as well. False where there is no such user.</summary>
    Task<bool> SetPasswordAsync(
        Workspace workspace, string username, string passwordHash, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>Puts a better hash of the same password into the place of <paramref name="oldHash"/>, if that is still there; where it cannot be, nothing happens.</summary>
    Task RenewPasswordHashAsync(Workspace workspace, string username, string oldHash, string newHash, CancellationToken cancellationToken);
}
