using Tollgate.Domain.Workspaces;

namespace Tollgate.Domain.Devices;

/// <summary>Maps a user code to its grant until the code expires, even after the user has decided.</summary>
public interface IUserCodeStore
{
    /// <summary>False when the code is in use.</summary>
    ValueTask<bool> TryAddAsync(Workspace workspace, string userCode, string grantId, DateTimeOffset expiresAt, CancellationToken cancellationToken);

    /// <summary>Null when there is no such code, or it has expired.</summary>
    ValueTask<string?> FindAsync(Workspace workspace, string userCode, CancellationToken cancellationToken);
}
