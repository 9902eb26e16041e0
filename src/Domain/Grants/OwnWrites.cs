using Tollgate.Domain.Workspaces;

namespace Tollgate.Domain.Grants;

/// <summary>
/// Writes with a new <see cref="AuthorizationGrant.Redemption"/>, which identifies the write later. The transport repeats a write
/// whose answer was lost. The repeat fails its condition although the write was applied, so the row is read again. A write that
/// throws stays in doubt at this instance.
/// </summary>
public static class OwnWrites
{
    /// <summary>The version that was written. Null when another request wrote in between.</summary>
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

    /// <summary>False when another request has written a row of this id.</summary>
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
