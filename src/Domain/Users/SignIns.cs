using Tollgate.Domain.Workspaces;

namespace Tollgate.Domain.Users;

/// <summary>Whether what came of a sign-in still counts: nothing does once the user has been removed, or signed out everywhere since.</summary>
public sealed class SignIns(IUserStore users)
{
    public async ValueTask<bool> CountAsync(Workspace workspace, string subject, DateTimeOffset authenticatedAt, CancellationToken cancellationToken) =>
        await users.FindAsync(workspace, subject, cancellationToken) is { } user && !user.HasEnded(authenticatedAt);
}
