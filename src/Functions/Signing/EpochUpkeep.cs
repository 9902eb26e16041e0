using Tollgate.Domain.Keys;

namespace Tollgate.Functions.Signing;

/// <summary>
/// The work in the background after a reading of the keys. It opens keys before they sign and closes those that sign no more, makes
/// the next key when it is due, and removes rows that are over. If all of that succeeds, what the alarm told of is over.
/// </summary>
internal sealed class EpochUpkeep(EpochKeyTable table, EpochKeyMaker maker, SigningAlarm alarm, string ring, KeySchedule schedule, Action<Exception> onFailure)
{
    public async Task RunAsync(EpochList list)
    {
        // A request that waits for the list does not wait for the vault.
        await Task.Yield();
        var (now, raised) = (list.ReadAt, alarm.Raised);
        var opened = await Task.WhenAll(list.ToOpenAt(now).Select(key => TryAsync(key.OpenAsync)));
        var isDone = !list.IsPartial && Array.TrueForAll(opened, done => done);
        foreach (var key in list.SupersededAt(now))
            key.Close();
        foreach (var algorithm in list.Algorithms)
            isDone &= await FollowAsync(algorithm, list, now);
        // Another instance may have done what was refused to this one.
        if (isDone)
            alarm.Clear(raised);
    }

    private async Task<bool> FollowAsync(string algorithm, EpochList list, DateTimeOffset now)
    {
        var all = list.RowsOf(algorithm);
        var isDone = all.Count == 0 || !IsNextDue(all[^1], list, now)
            || await TryAsync(() => maker.MakeAsync(ring, algorithm, all[^1], CancellationToken.None));
        foreach (var retired in Retired(all, list, now))
            isDone &= await TryAsync(() => table.RemoveAsync(retired, CancellationToken.None));
        return isDone;
    }

    private bool IsNextDue(EpochKey newest, EpochList list, DateTimeOffset now) =>
        newest.RotateAt <= now || newest.CreatedAt + schedule.RotateAfter <= now || !list.Keys.Any(key => key.IsOf(newest));

    /// <summary>
    /// What no token can be verified with any more need not lie around, wrapped or not; revoked ones stay as long as they would
    /// have, for operators to see. The newest stays: its number is not given out again.
    /// </summary>
    private IEnumerable<EpochKey> Retired(List<EpochKey> all, EpochList list, DateTimeOffset now) =>
        all.Except(schedule.Published(all, key => key.CreatedAt, now)).Where(row => !list.Keys.Any(key => key.IsOf(row)));

    /// <summary>What fails here is tried again after the next reading.</summary>
    private async Task<bool> TryAsync(Func<Task> work)
    {
        try
        {
            await work();
            return true;
        }
        catch (SigningKeyClosedException)
        {
            // A later reading knows better.
        }
        catch (Exception exception)
        {
            onFailure(exception);
        }

        return false;
    }
}
