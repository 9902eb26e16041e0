using Tollgate.Domain.Keys;
using Tollgate.Domain.Sealing;

namespace Tollgate.Functions.Signing;

/// <summary>
/// Decides which rows of signing keys count, and seals new ones. A row with a wrong seal never counts. A row without a seal, as
/// earlier versions write it, counts until the deployment takes sealed rows only.
/// </summary>
internal sealed class EpochTrust(EpochSeals seals, bool isSealedOnly, SigningAlarm alarm)
{
    private const string Root = "sealing root";

    /// <summary>Begins to read the root while the rows are read.</summary>
    public void Prepare() => _ = PrepareQuietlyAsync();

    /// <param name="known">Keys that count already. A row with the same sealed values as one of them needs no check of its seal.</param>
    /// <exception cref="NoSigningKeyException">There is no root to check the seals with, or the app may not read it.</exception>
    public Task<List<EpochKey>> CountingAsync(List<EpochKey> rows, List<EpochKey> known, CancellationToken cancellationToken) =>
        WithRootAsync(async () =>
        {
            var (counting, before) = (new List<EpochKey>(), known.FindAll(key => key.Seal is not null));
            foreach (var row in rows)
                if (await CountsAsync(row, before, cancellationToken))
                    counting.Add(row);
            return counting;
        });

    /// <summary>Gives a new row its seal. Without a root the row gets no seal, if the deployment takes such rows.</summary>
    /// <exception cref="NoSigningKeyException">There is no root, or the app may not read it, and rows without a seal do not count.</exception>
    public async Task<EpochKey> SealAsync(EpochKey key, CancellationToken cancellationToken)
    {
        if (isSealedOnly)
            return await WithRootAsync(() => seals.SealAsync(key, cancellationToken));
        try
        {
            return await seals.SealAsync(key, cancellationToken);
        }
        catch (NoSealingRootException refusal)
        {
            alarm.Warn(refusal);
            return key;
        }
    }

    private async ValueTask<bool> CountsAsync(EpochKey row, List<EpochKey> known, CancellationToken cancellationToken)
    {
        var name = $"{row.Ring}, {EpochKeyTable.RowKeyOf(row)}";
        var fault = await FaultOfAsync(row, known, cancellationToken);
        // A revoked row does no harm, even if it was planted: no instance uses its key.
        if (fault is null || row.IsRevoked)
            alarm.Trust(name);
        else
            alarm.Distrust(name, fault);
        return fault is null;
    }

    private async ValueTask<string?> FaultOfAsync(EpochKey row, List<EpochKey> known, CancellationToken cancellationToken)
    {
        if (row.Seal is null)
            return isSealedOnly ? "has no seal" : null;
        if (known.Exists(key => EpochSeals.AreAlike(key, row)))
            return null;
        return await seals.CheckAsync(row, cancellationToken) == MacVerdict.Wrong ? "has a wrong seal" : null;
    }

    private Task<T> WithRootAsync<T>(Func<Task<T>> work) => alarm.WatchAsync(Root, async () =>
    {
        try
        {
            return await work();
        }
        catch (NoSealingRootException refusal)
        {
            throw new NoSigningKeyException($"The rows of the signing keys cannot be checked. {refusal.Message}", refusal);
        }
    });

    private async Task PrepareQuietlyAsync()
    {
        // The check of the rows meets the same fault and throws it.
        await Task.Yield();
        await seals.PrepareAsync().AsTask().ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }
}
