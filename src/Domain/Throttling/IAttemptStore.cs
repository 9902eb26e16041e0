using Tollgate.Domain.Workspaces;

namespace Tollgate.Domain.Throttling;

/// <summary>The slots that tries take: each of a key and window is held by one try at a time, for all instances together.</summary>
public interface IAttemptStore
{
    /// <summary>The numbers of the slots that are taken.</summary>
    Task<IReadOnlySet<int>> FindTakenAsync(Workspace workspace, AttemptWindow window, CancellationToken cancellationToken);

    /// <summary>Null where the slot is taken. One insert decides.</summary>
    Task<AttemptSlot?> TryTakeAsync(Workspace workspace, AttemptWindow window, int number, CancellationToken cancellationToken);

    /// <summary>
    /// Frees the slot, unless it has been freed and another try has taken it since. Never fails: a slot that cannot be freed runs
    /// out with its window.
    /// </summary>
    Task GiveBackAsync(Workspace workspace, AttemptSlot slot, CancellationToken cancellationToken);
}
