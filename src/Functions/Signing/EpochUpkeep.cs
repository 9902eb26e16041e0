using Tollgate.Domain.Tokens;

namespace Tollgate.Functions.Signing;

/// <summary>
/// What a reading of the keys leaves to do, in the background: those that sign or are to follow are opened ahead, those that
/// nobody signs with are closed, the next is made when it is due, and rows that are over are removed.
/// </summary>
internal sealed class EpochUpkeep(EpochKeyTable table, EpochKeyMaker maker, string ring, KeySchedule schedule, Action<Exception> onFailure)
{
    public async Task RunAsync(EpochList list)
    {
        // Whoever waits for the list does not wait for the vault.
        await Task.Yield();
        var now = list.ReadAt;
        await Task.WhenAll(list.ToOpenAt(now).Select(key => TryAsync(key.OpenAsync))).ConfigureAwait(false);
        foreach (var key in list.SupersededAt(now))
            key.Close();
        foreach (var algorithm in list.Algorithms)
        {
            var all = list.RowsOf(algorithm);
            if (all.Count > 0 && IsNextDue(all[^1], list, now))
                await TryAsync(() => maker.MakeAsync(ring, algorithm, all[^1], CancellationToken.None)).ConfigureAwait(false);
            foreach (var retired in Retired(all, list, now))
                await TryAsync(() => table.RemoveAsync(retired, CancellationToken.None)).ConfigureAwait(false);
        }
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
    private async Task TryAsync(Func<Task> work)
    {
        try
        {
            await work().ConfigureAwait(false);
        }
        catch (SigningKeyClosedException)
        {
            // A later reading knows better.
        }
        catch (Exception exception)
        {
            onFailure(exception);
        }
    }
}
