using Tollgate.Domain.Workspaces;

namespace Tollgate.Domain.Users;

/// <summary>
/// Decides whether the sessions, grants and tokens of a sign-in are still valid. They end when the user is removed or
/// disabled, or signed out everywhere after that sign-in.
/// </summary>
public sealed class SignIns(IUserStore users)
{
    public async ValueTask<bool> IsStillSignedInAsync(
        Workspace workspace, string subject, DateTimeOffset authenticatedAt, CancellationToken cancellationToken) =>
        await users.FindAsync(workspace, subject, cancellationToken) is { } user && !user.HasEnded(authenticatedAt);
}
