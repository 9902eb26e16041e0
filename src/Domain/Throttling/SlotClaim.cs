using Tollgate.Domain.Handles;
using Tollgate.Domain.Workspaces;

namespace Tollgate.Domain.Throttling;

/// <summary>Takes a slot of one key for an attempt: finds the free slots and takes one of them.</summary>
internal sealed class SlotClaim(IAttemptStore store, Workspace workspace, int slots, AttemptWindow window, Randomness randomness)
{
    /// <summary>
    /// Each collision is a slot that another attempt took first. After this many collisions the key counts as full, which bounds
    /// the cost of an attempt.
    /// </summary>
    private const int MaximumCollisions = 20;

    /// <summary>After this many collisions the list of free slots is too old, and is read again.</summary>
    private const int CollisionsBetweenLooks = 3;

    private List<int> _free = [];

    public DateTimeOffset WindowEnd => window.End;

    public bool IsFull => _free.Count == 0;

    public AttemptSlot? Slot { get; private set; }

    public async Task LookAsync(CancellationToken cancellationToken)
    {
        var taken = await store.FindTakenAsync(workspace, window, cancellationToken);
        _free = [.. Enumerable.Range(0, slots).Where(number => !taken.Contains(number))];
    }

    public async Task TakeAsync(CancellationToken cancellationToken)
    {
        for (var collisions = 1; !IsFull && collisions <= MaximumCollisions; collisions++)
        {
            Slot = await store.TryTakeAsync(workspace, window, NextFree(), cancellationToken);
            if (Slot is not null)
                return;
            if (collisions % CollisionsBetweenLooks == 0)
                await LookAsync(cancellationToken);
        }
    }

    /// <summary>A random free slot, so that concurrent attempts seldom collide.</summary>
    private int NextFree()
    {
        Span<byte> chance = stackalloc byte[sizeof(uint)];
        randomness.Fill(chance);
        var index = (int)(BitConverter.ToUInt32(chance) % (uint)_free.Count);
        var number = _free[index];
        _free.RemoveAt(index);
        return number;
    }
}
