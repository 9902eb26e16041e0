using Tollgate.Domain.Workspaces;

namespace Tollgate.Domain.Users;

/// <summary>Where users are looked up: by name to sign in, by subject for their claims.</summary>
public interface IUserStore
{
    ValueTask<UserLogin?> FindLoginAsync(Workspace workspace, string username, CancellationToken cancellationToken);

    /// <summary>May be some seconds old.</summary>
    ValueTask<User?> FindAsync(Workspace workspace, string subject, CancellationToken cancellationToken);
}
