using System.Security.Cryptography;
using Tollgate.Domain.Keys;

namespace Tollgate.Functions.Signing;

/// <summary>Makes usable keys from the rows of wrapped mode. It leaves out rows that do not count, and lets the vault open the keys that sign.</summary>
internal sealed class UsableEpochs(
    EpochTrust trust, KeyEnvelope envelope, SigningAlarm alarm, IReadOnlyList<string> algorithms, KeySchedule schedule, TimeProvider time)
{
    /// <summary>The rows that count, and their keys that are neither revoked nor damaged.</summary>
    public async Task<(List<EpochKey> Counting, List<UnwrappedKey> Keys)> OfAsync(
        List<EpochKey> rows, EpochList? known, CancellationToken cancellationToken)
    {
        if (known is null)
            return await FirstUsableAsync(rows, cancellationToken);
        var counting = await trust.CountingAsync(rows, [.. known.Keys.Select(key => key.Epoch)], cancellationToken);
        return (counting, Readable(counting, known));
    }

    private async Task<(List<EpochKey> Counting, List<UnwrappedKey> Keys)> FirstUsableAsync(List<EpochKey> rows, CancellationToken cancellationToken)
    {
        var keys = Readable(rows, null);
        OpenAhead(keys);
        List<EpochKey> counting = [];
        try
        {
            counting = await trust.CountingAsync(rows, [], cancellationToken);
            return (counting, keys.FindAll(key => counting.Contains(key.Epoch)));
        }
        finally
        {
            keys.FindAll(key => !counting.Contains(key.Epoch)).ForEach(key => key.Drop());
        }
    }

    /// <summary>Lets the vault open the keys that sign, while the seals are still being checked. No key signs before its seal is checked.</summary>
    private void OpenAhead(List<UnwrappedKey> keys)
    {
        foreach (var some in keys.Where(key => key.Epoch.Seal is not null).GroupBy(key => key.Epoch.Algorithm))
            _ = QuietlyAsync(schedule.Current([.. some], key => key.Epoch.CreatedAt, time.GetUtcNow()).OpenAsync());
    }

    private static async Task QuietlyAsync(Task opening) => await opening.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

    /// <summary>The keys of rows that are neither revoked nor damaged. Known keys stay as the vault opened them.</summary>
    private List<UnwrappedKey> Readable(List<EpochKey> rows, EpochList? known)
    {
        var keys = new List<UnwrappedKey>();
        foreach (var row in rows.Where(row => row is { IsRevoked: false, IsSpent: false } && algorithms.Contains(row.Algorithm)))
            try
            {
                keys.Add(known?.Keys.FirstOrDefault(key => key.IsOf(row))?.With(row) ?? new UnwrappedKey(row, row.ReadPublicKey(), OpenAsync));
            }
            catch (CryptographicException exception)
            {
                alarm.Warn(new InvalidOperationException($"The row {row.Ring}, {EpochKeyTable.RowKeyOf(row)} of the signing keys holds no key.", exception));
            }

        return keys;
    }

    private Task<byte[]> OpenAsync(EpochKey key, CancellationToken cancellationToken) =>
        alarm.WatchAsync(key.WrapKeyVersion, () => envelope.OpenAsync(key, cancellationToken));
}
