using System.Security.Cryptography;
using Tollgate.Domain.Events;
using Tollgate.Domain.Keys;

namespace Tollgate.Functions.Signing;

/// <summary>
/// Keys of wrapped mode, which all instances share through the tables. Each instance reads the list in the background, opens in
/// advance the keys that it may sign with, and makes the next key when the newest is old enough. Signing with open keys and
/// verifying go on during an outage or a refusal of the vault (docs/adr/0012).
/// </summary>
internal sealed class WrappedSigningKeys : ISigningKeys, IDisposable
{
    private readonly EpochKeyTable _table;
    private readonly KeyEnvelope _envelope;
    private readonly EpochTrust _trust;
    private readonly EpochKeyMaker _maker;
    private readonly EpochUpkeep _upkeep;
    private readonly SigningAlarm _alarm;
    private readonly KeySchedule _schedule;
    private readonly TimeProvider _time;
    private readonly string _ring;
    private readonly RefreshedValue<EpochList> _epochs;
    private EpochList? _latest;

    public WrappedSigningKeys(
        EpochKeyTable table,
        KeyEnvelope envelope,
        EpochSeals seals,
        bool isSealedOnly,
        IReadOnlyList<string> algorithms,
        KeySchedule schedule,
        TimeProvider time,
        IEvents events,
        string? workspace = null)
    {
        _table = table;
        _envelope = envelope;
        _alarm = new SigningAlarm(events, "The signing keys");
        _trust = new EpochTrust(seals, isSealedOnly, _alarm);
        _maker = new EpochKeyMaker(table, envelope, _trust, _alarm);
        _schedule = schedule;
        _time = time;
        _ring = workspace ?? EpochKeyTable.SharedRing;
        _upkeep = new EpochUpkeep(table, _maker, _trust, _alarm, _ring, schedule, OnFailure);
        Algorithms = algorithms;
        _epochs = new(ReadAsync, VaultClient.FreshnessBy(schedule), time, OnFailure)
        {
            IsPartial = list => list.IsPartial,
            OnRead = OnRead,
        };
    }

    public IReadOnlyList<string> Algorithms { get; }

    /// <summary>The background work that the last read started.</summary>
    internal Task Upkeep { get; private set; } = Task.CompletedTask;

    public async ValueTask<SigningKey> CurrentAsync(string algorithm, CancellationToken cancellationToken)
    {
        try
        {
            var epochs = await GetAsync(cancellationToken);
            var now = _time.GetUtcNow();
            var current = epochs.CurrentAt(now, algorithm);
            return current.Opened ?? epochs.StandInAt(now, current) ?? await current.OpenAsync().WaitAsync(cancellationToken);
        }
        catch (NoSigningKeyException)
        {
            _alarm.Tell();
            throw;
        }
    }

    public async ValueTask<KeySet> PublishedAsync(CancellationToken cancellationToken)
    {
        try
        {
            return (await GetAsync(cancellationToken)).PublishedAt(_time.GetUtcNow());
        }
        catch (NoSigningKeyException)
        {
            _alarm.Tell();
            throw;
        }
    }

    public async ValueTask<KeySet> FormerAsync(CancellationToken cancellationToken) => (await GetAsync(cancellationToken)).Former;

    public void Dispose()
    {
        foreach (var key in _latest?.Keys ?? [])
            key.Drop();
    }

    private ValueTask<EpochList> GetAsync(CancellationToken cancellationToken)
    {
        // Log what the background work has found since the last use.
        _alarm.Tell();
        return _epochs.GetAsync(cancellationToken);
    }

    private async Task<EpochList> ReadAsync(EpochList? known, CancellationToken cancellationToken)
    {
        var readAt = _time.GetUtcNow();
        // A cold instance asks for the root, the rows and its key at the same time.
        _trust.Prepare();
        var rows = await _table.ListAsync(_ring, cancellationToken);
        known?.Withdraw(rows);
        var (counting, keys) = await UsableAsync(rows, known, cancellationToken);
        var faults = new Dictionary<string, Exception>();
        if (await MakeMissingAsync(rows, counting, keys, faults, cancellationToken))
        {
            readAt = _time.GetUtcNow();
            rows = await _table.ListAsync(_ring, cancellationToken);
            (counting, keys) = await UsableAsync(rows, known, cancellationToken);
        }

        // Without any key, an outage leaves nothing worth keeping. The next use tries again.
        if (known is null && rows.Count == 0 && faults.Values.FirstOrDefault(fault => fault is not NoSigningKeyException) is { } outage)
            throw outage;
        return new EpochList(rows, counting, Published(keys, readAt), faults, _schedule, readAt);
    }

    /// <summary>The rows that count, and their keys that are neither revoked nor damaged.</summary>
    private async Task<(List<EpochKey> Counting, List<UnwrappedKey> Keys)> UsableAsync(
        List<EpochKey> rows, EpochList? known, CancellationToken cancellationToken)
    {
        if (known is null)
            return await FirstUsableAsync(rows, cancellationToken);
        var counting = await _trust.CountingAsync(rows, [.. known.Keys.Select(key => key.Epoch)], cancellationToken);
        return (counting, Readable(counting, known));
    }

    private async Task<(List<EpochKey> Counting, List<UnwrappedKey> Keys)> FirstUsableAsync(List<EpochKey> rows, CancellationToken cancellationToken)
    {
        var keys = Readable(rows, null);
        OpenAhead(keys);
        List<EpochKey> counting = [];
        try
        {
            counting = await _trust.CountingAsync(rows, [], cancellationToken);
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
            _ = QuietlyAsync(_schedule.Current([.. some], key => key.Epoch.CreatedAt, _time.GetUtcNow()).OpenAsync());
    }

    private static async Task QuietlyAsync(Task opening) => await opening.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

    /// <summary>The keys of rows that are neither revoked nor damaged. Known keys stay as the vault opened them.</summary>
    private List<UnwrappedKey> Readable(List<EpochKey> rows, EpochList? known)
    {
        var keys = new List<UnwrappedKey>();
        foreach (var row in rows.Where(row => row is { IsRevoked: false, IsSpent: false } && Algorithms.Contains(row.Algorithm)))
            try
            {
                keys.Add(known?.Keys.FirstOrDefault(key => key.IsOf(row))?.With(row) ?? new UnwrappedKey(row, row.ReadPublicKey(), OpenAsync));
            }
            catch (CryptographicException exception)
            {
                _alarm.Warn(new InvalidOperationException($"The row {row.Ring}, {EpochKeyTable.RowKeyOf(row)} of the signing keys holds no key.", exception));
            }

        return keys;
    }

    private Task<byte[]> OpenAsync(EpochKey key, CancellationToken cancellationToken) =>
        _alarm.WatchAsync(key.WrapKeyVersion, () => _envelope.OpenAsync(key, cancellationToken));

    private Dictionary<string, List<UnwrappedKey>> Published(List<UnwrappedKey> keys, DateTimeOffset now) =>
        Algorithms.ToDictionary(algorithm => algorithm, algorithm => _schedule.Published(
            keys.FindAll(key => key.Epoch.Algorithm == algorithm), key => key.Epoch.CreatedAt, now).ToList());

    /// <summary>
    /// Makes the first key of an algorithm that has none: initially, or after all were revoked. A failure does not affect the
    /// other algorithms.
    /// </summary>
    private async Task<bool> MakeMissingAsync(
        List<EpochKey> rows, List<EpochKey> counting, List<UnwrappedKey> keys, Dictionary<string, Exception> faults, CancellationToken cancellationToken)
    {
        var missing = Algorithms.Where(algorithm => !keys.Exists(key => key.Epoch.Algorithm == algorithm)).ToList();
        foreach (var algorithm in missing)
            try
            {
                await _maker.MakeAsync(_ring, algorithm, EpochList.NextNumber(rows, counting, algorithm), cancellationToken);
            }
            catch (Exception exception)
            {
                faults[algorithm] = exception;
                OnFailure(exception);
            }

        return missing.Count > faults.Count;
    }

    private void OnRead(EpochList? before, EpochList now)
    {
        _latest = now;
        foreach (var dropped in (before?.Keys ?? []).Except(now.Keys))
            dropped.Drop();
        Upkeep = _upkeep.RunAsync(now);
    }

    private void OnFailure(Exception exception)
    {
        // A refusal is already raised in the alarm.
        if (exception is not NoSigningKeyException)
            _alarm.Warn(exception);
    }
}
