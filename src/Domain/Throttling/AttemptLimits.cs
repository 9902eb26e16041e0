using Tollgate.Domain.Handles;
using Tollgate.Domain.Workspaces;

namespace Tollgate.Domain.Throttling;

/// <summary>
/// Counts attempts by several keys at once, each with its own limit. An attempt takes a slot of each key before anything is verified, so
/// that no burst passes a limit, on any number of instances. An attempt that was no guess gives its slots back. After a crash the slots
/// stay taken, which is safe.
/// </summary>
internal sealed class AttemptLimits(IAttemptStore store, TimeProvider time, Randomness randomness)
{
    /// <param name="limits">The limits, with the narrowest first.</param>
    public async ValueTask<Attempt> BeginAsync(Workspace workspace, IEnumerable<AttemptLimit> limits, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var claims = limits.Select(limit => new SlotClaim(store, workspace, limit.Slots, limit.WindowAt(now), randomness)).ToList();
        await Task.WhenAll(claims.Select(claim => claim.LookAsync(cancellationToken)));
        // Beyond a limit nothing is written.
        if (claims.Exists(claim => claim.IsFull))
            return Refuse(claims.Where(claim => claim.IsFull), now);

        // The narrowest limit comes first: an attempt that loses there takes no slot of the wider limits.
        await claims[0].TakeAsync(cancellationToken);
        if (claims[0].Slot is not null)
            await Task.WhenAll(claims.Skip(1).Select(claim => claim.TakeAsync(cancellationToken)));
        var attempt = new Attempt(store, workspace, [.. claims.Select(claim => claim.Slot).OfType<AttemptSlot>()]);
        if (claims.TrueForAll(claim => claim.Slot is not null))
            return attempt;
        await attempt.ForgiveAsync(cancellationToken);
        return Refuse(claims.Where(claim => claim.Slot is null), now);
    }

    private static Attempt Refuse(IEnumerable<SlotClaim> full, DateTimeOffset now) => new(full.Max(claim => claim.WindowEnd) - now);
}
