using System.Security.Cryptography;
using Microsoft.Extensions.Logging;
using Tollgate.Domain;
using Tollgate.Domain.Tokens;

namespace Tollgate.Functions.Signing;

/// <summary>
/// Keys of wrapped mode, shared by all instances through the tables. Each instance reads the list in the background, opens
/// what it may have to sign with ahead of time, and makes the next key when the newest is old enough. An outage of the vault
/// stops neither signing with what is open nor verifying. (docs/adr/0012)
/// </summary>
internal sealed class WrappedSigningKeys : ISigningKeys, IDisposable
{
    private static readonly TimeSpan PauseAfterFailure = TimeSpan.FromSeconds(10);

    private readonly EpochKeyTable _table;
    private readonly KeyEnvelope _envelope;
    private readonly EpochKeyMaker _maker;
    private readonly KeySchedule _schedule;
    private readonly TimeProvider _time;
    private readonly ILogger<WrappedSigningKeys> _logger;
    private readonly string _ring;
    private readonly RefreshedValue<EpochList> _epochs;
    private EpochList? _latest;
    private Exception? _failure;

    public WrappedSigningKeys(
        EpochKeyTable table,
        KeyEnvelope envelope,
        IReadOnlyList<string> algorithms,
        KeySchedule schedule,
        TimeProvider time,
        ILogger<WrappedSigningKeys> logger,
        string? workspace = null)
    {
        _table = table;
        _envelope = envelope;
        _maker = new EpochKeyMaker(table, envelope);
        _schedule = schedule;
        _time = time;
        _logger = logger;
        _ring = workspace ?? EpochKeyTable.SharedRing;
        Algorithms = algorithms;
        _epochs = new(
            ReadAsync, schedule.Refresh, schedule.Staleness, PauseAfterFailure, time, exception => _failure = exception)
        {
            Aged = schedule.Keepable,
            IsPartial = list => list.IsPartial,
        };
    }

    public IReadOnlyList<string> Algorithms { get; }

    /// <summary>What the last reading left to do in the background.</summary>
    internal Task Upkeep { get; private set; } = Task.CompletedTask;

    public async ValueTask<SigningKey> CurrentAsync(string algorithm, CancellationToken cancellationToken)
    {
        var epochs = await GetAsync(cancellationToken).ConfigureAwait(false);
        var now = _time.GetUtcNow();
        var current = epochs.CurrentAt(now, algorithm);
        return current.Opened ?? epochs.StandInAt(now, current) ?? await current.OpenAsync().WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    public async ValueTask<KeySet> PublishedAsync(CancellationToken cancellationToken) =>
        (await GetAsync(cancellationToken).ConfigureAwait(false)).PublishedAt(_time.GetUtcNow());

    public void Dispose()
    {
        foreach (var key in _latest?.Keys ?? [])
            key.Close();
    }

    private ValueTask<EpochList> GetAsync(CancellationToken cancellationToken)
    {
        // The Functions host drops what is logged outside an invocation, as the background reading is: the next one tells.
        if (Volatile.Read(ref _failure) is not null && Interlocked.Exchange(ref _failure, null) is { } failure)
            _logger.LogWarning(failure, "The signing keys could not be read, made or opened");
        return _epochs.GetAsync(cancellationToken);
    }

    private async Task<EpochList> ReadAsync(EpochList? known, CancellationToken cancellationToken)
    {
        var readAt = _time.GetUtcNow();
        var rows = await _table.ListAsync(_ring, cancellationToken).ConfigureAwait(false);
        var keys = Usable(rows, known);
        var faults = new Dictionary<string, Exception>();
        if (await MakeMissingAsync(rows, keys, faults, cancellationToken).ConfigureAwait(false))
        {
            readAt = _time.GetUtcNow();
            rows = await _table.ListAsync(_ring, cancellationToken).ConfigureAwait(false);
            keys = Usable(rows, known);
        }

        if (known is null && faults.Count > 0)
            throw faults.Values.First();
        var list = new EpochList(Published(keys, readAt), faults, _schedule, readAt);
        _latest = list;
        foreach (var dropped in (known?.Keys ?? []).Except(list.Keys))
            dropped.Close();
        // Whoever waits for the list does not wait for the vault.
        Upkeep = UpkeepAsync(rows, keys, list, readAt);
        return list;
    }

    /// <summary>Keys that are neither revoked nor damaged; those that are known keep what the vault has opened.</summary>
    private List<UnwrappedKey> Usable(List<EpochKey> rows, EpochList? known)
    {
        var keys = new List<UnwrappedKey>();
        foreach (var row in rows.Where(row => !row.IsRevoked && Algorithms.Contains(row.Algorithm)))
            try
            {
                keys.Add(known?.Keys.FirstOrDefault(key => key.IsOf(row))?.With(row) ?? new UnwrappedKey(row, row.ReadPublicKey(), _envelope.OpenAsync));
            }
            catch (CryptographicException exception)
            {
                _failure = new InvalidOperationException($"The row {row.Ring}, {EpochKeyTable.RowKeyOf(row)} of the signing keys holds no key.", exception);
            }

        return keys;
    }

    private Dictionary<string, List<UnwrappedKey>> Published(List<UnwrappedKey> keys, DateTimeOffset now) =>
        Algorithms.ToDictionary(algorithm => algorithm, algorithm => _schedule.Published(
            keys.FindAll(key => key.Epoch.Algorithm == algorithm), key => key.Epoch.CreatedAt, now).ToList());

    /// <summary>For algorithms without any key: the first one ever, or one after all were revoked. A failure leaves the others in use.</summary>
    private async Task<bool> MakeMissingAsync(
        List<EpochKey> rows, List<UnwrappedKey> keys, Dictionary<string, Exception> faults, CancellationToken cancellationToken)
    {
        var missing = Algorithms.Where(algorithm => !keys.Exists(key => key.Epoch.Algorithm == algorithm)).ToList();
        foreach (var algorithm in missing)
            try
            {
                await _maker.MakeAsync(_ring, algorithm, rows.FindLast(row => row.Algorithm == algorithm), cancellationToken).ConfigureAwait(false);
            }
            catch (Exception exception)
            {
                faults[algorithm] = _failure = exception;
            }

        return missing.Count > faults.Count;
    }

    private async Task UpkeepAsync(List<EpochKey> rows, List<UnwrappedKey> keys, EpochList list, DateTimeOffset now)
    {
        await Task.Yield();
        await Task.WhenAll(list.ToOpenAt(now).Select(key => TryAsync(key.OpenAsync))).ConfigureAwait(false);
        foreach (var key in list.SupersededAt(now))
            key.Close();
        foreach (var algorithm in Algorithms)
        {
            var all = rows.FindAll(row => row.Algorithm == algorithm);
            if (all.Count > 0 && IsNextDue(all[^1], keys, now))
                await TryAsync(() => _maker.MakeAsync(_ring, algorithm, all[^1], CancellationToken.None)).ConfigureAwait(false);
            foreach (var retired in Retired(all, list, now))
                await TryAsync(() => _table.RemoveAsync(retired, CancellationToken.None)).ConfigureAwait(false);
        }
    }

    private bool IsNextDue(EpochKey newest, List<UnwrappedKey> keys, DateTimeOffset now) =>
        newest.RotateAt <= now || newest.CreatedAt + _schedule.RotateAfter <= now || !keys.Exists(key => key.IsOf(newest));

    /// <summary>
    /// What no token can be verified with any more need not lie around, wrapped or not; revoked ones stay as long as they would
    /// have, for operators to see. The newest stays: its number is not given out again.
    /// </summary>
    private IEnumerable<EpochKey> Retired(List<EpochKey> all, EpochList list, DateTimeOffset now) =>
        all.Except(_schedule.Published(all, key => key.CreatedAt, now)).Where(row => !list.Keys.Any(key => key.IsOf(row)));

    /// <summary>What fails here is tried again after the next reading.</summary>
    private async Task TryAsync(Func<Task> work)
    {
        try
        {
            await work().ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            _failure = exception;
        }
    }
}
