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
}
