using Tollgate.Domain.Workspaces;

namespace Tollgate.Domain.Devices;

/// <summary>Which grant a user code stands for, decided or not, until the code expires.</summary>
public interface IUserCodeStore
{
    /// <summary>False where the code is in use.</summary>
    ValueTask<bool> TryAddAsync(Workspace workspace, string userCode, string grantId, DateTimeOffset expiresAt, CancellationToken cancellationToken);

    /// <summary>Null where there is no such code, or it has expired.</summary>
    ValueTask<string?> FindAsync(Workspace workspace, string userCode, CancellationToken cancellationToken);
}
