using Tollgate.Domain.Workspaces;

namespace Tollgate.Domain.Throttling;

/// <summary>Stores the slots of attempts. Across all instances, one attempt at a time holds a slot of a key and window.</summary>
public interface IAttemptStore
{
    /// <summary>The numbers of the slots that are taken.</summary>
    Task<IReadOnlySet<int>> FindTakenAsync(Workspace workspace, AttemptWindow window, CancellationToken cancellationToken);

    /// <summary>Null when the slot is taken. One insert decides.</summary>
    Task<AttemptSlot?> TryTakeAsync(Workspace workspace, AttemptWindow window, int number, CancellationToken cancellationToken);

    /// <summary>
    /// Frees the slot, unless another attempt has taken it since. Never throws. A slot that could not be freed expires with its
    /// window.
    /// </summary>
    Task GiveBackAsync(Workspace workspace, AttemptSlot slot, CancellationToken cancellationToken);
}
