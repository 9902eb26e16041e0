using Tollgate.Domain.Workspaces;

namespace Tollgate.Domain.Grants;

/// <summary>
/// Writes that bear a new <see cref="AuthorizationGrant.Redemption"/>, by which they are known again. One that failed its
/// condition may have been applied before, its answer lost and the transport trying again: the row is read. One that nobody could
/// find out about stays in doubt at this instance.
/// </summary>
public static class OwnWrites
{
    /// <summary>The version that was written; null where another request wrote in between.</summary>
    public static async ValueTask<string?> WriteAsync(
        this IGrantStore grants, IGrantMemory memory, Workspace workspace, AuthorizationGrant written, CancellationToken cancellationToken)
    {
        try
        {
            return await grants.UpdateAsync(workspace, written, cancellationToken)
                ?? (await grants.FindAsync(workspace, written.Id, cancellationToken) is { } found
                    && found.Redemption == written.Redemption
                    ? found.Version
                    : null);
        }
        catch
        {
            memory.Doubt(workspace, written);
            throw;
        }
    }

    /// <summary>False where there is a row of the id already that another request has written.</summary>
    public static async ValueTask<bool> TryAddAsync(
        this IGrantStore grants, IGrantMemory memory, Workspace workspace, AuthorizationGrant added, CancellationToken cancellationToken)
    {
        try
        {
            return await grants.TryAddAsync(workspace, added, cancellationToken);
        }
        catch
        {
            memory.Doubt(workspace, added);
            throw;
        }
    }
}
