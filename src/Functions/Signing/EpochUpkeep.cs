using Tollgate.Domain.Keys;

namespace Tollgate.Functions.Signing;

/// <summary>
/// The background work after a read of the keys. It opens keys before they sign, closes keys that no longer sign, makes the next
/// key when it is due, and removes what has expired: first the private key of a row, later the row. If all of it succeeds, the alarm
/// is cleared.
/// </summary>
internal sealed class EpochUpkeep(
    EpochKeyTable table, EpochKeyMaker maker, EpochTrust trust, SigningAlarm alarm, string ring, KeySchedule schedule, Action<Exception> onFailure)
{
    public async Task RunAsync(EpochList list)
    {
        // A request that waits for the list must not wait for the vault.
        await Task.Yield();
        var (now, raised) = (list.ReadAt, alarm.Raised);
        var opened = await Task.WhenAll(list.ToOpenAt(now).Select(key => TryAsync(key.OpenAsync)));
        var isDone = !list.IsPartial && Array.TrueForAll(opened, done => done);
        foreach (var key in list.SupersededAt(now))
            key.Close();
        foreach (var algorithm in list.Algorithms)
            isDone &= await FollowAsync(algorithm, list, now);
        // All work is done, perhaps by another instance after the vault refused this one. So the alarm ends.
        if (isDone)
            alarm.Clear(raised);
    }

    private async Task<bool> FollowAsync(string algorithm, EpochList list, DateTimeOffset now)
    {
        var all = list.RowsOf(algorithm);
        var isDone = all.Count == 0 || !IsNextDue(all[^1], list, now)
            || await TryAsync(() => maker.MakeAsync(ring, algorithm, list.NextNumber(algorithm), CancellationToken.None));
        var former = schedule.Former(all, key => key.CreatedAt, now).Where(key => !key.IsRevoked).ToList();
        foreach (var retired in Retired(all, list, now))
            isDone &= await TryAsync(() => former.Contains(retired) ? SpendAsync(retired) : table.RemoveAsync(retired, CancellationToken.None));
        return isDone;
    }

    /// <summary>
    /// Removes the private key of a row, unless another instance does so first. A row without a seal stays without one, because nothing
    /// shows that this server wrote it.
    /// </summary>
    private async Task SpendAsync(EpochKey key)
    {
        if (key.IsSpent)
            return;
        var spent = key.Seal is null ? key.Spent() : await trust.SealAsync(key.Spent(), CancellationToken.None);
        if ((key.Seal is null) == (spent.Seal is null))
            await table.TryUpdateAsync(spent, CancellationToken.None);
    }

    private bool IsNextDue(EpochKey newest, EpochList list, DateTimeOffset now) =>
        newest.RotateAt <= now || newest.CreatedAt + schedule.RotateAfter <= now || !list.Keys.Any(key => key.IsOf(newest));

    /// <summary>
    /// The rows of keys that no access token needs any more. The row of a revoked key stays until the time at which the key would have left
    /// the JWK Set without the revocation, so that operators see it. The newest row stays, so that its number is not used again.
    /// </summary>
    private IEnumerable<EpochKey> Retired(List<EpochKey> all, EpochList list, DateTimeOffset now) =>
        all.Except(schedule.Published(all, key => key.CreatedAt, now)).Where(row => !list.Keys.Any(key => key.IsOf(row)));

    /// <summary>Work that fails is tried again after the next read.</summary>
    private async Task<bool> TryAsync(Func<Task> work)
    {
        try
        {
            await work();
            return true;
        }
        catch (SigningKeyClosedException)
        {
            // The key was closed, so the next read decides what to do.
        }
        catch (Exception exception)
        {
            onFailure(exception);
        }

        return false;
    }
}
