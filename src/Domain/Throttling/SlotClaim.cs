using Tollgate.Domain.Handles;
using Tollgate.Domain.Workspaces;

namespace Tollgate.Domain.Throttling;

/// <summary>One key's part in a try: looks which slots are free, and takes one of them.</summary>
internal sealed class SlotClaim(IAttemptStore store, Workspace workspace, int slots, AttemptWindow window, Randomness randomness)
{
    /// <summary>Each is somebody else's try that went in. A key that so many take slots of at once counts as full, so that a try costs only so much.</summary>
    private const int MaximumCollisions = 20;

    /// <summary>Who has met others as often does not know what is free any more.</summary>
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

    /// <summary>Any of them: those who come at once seldom take the same.</summary>
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
