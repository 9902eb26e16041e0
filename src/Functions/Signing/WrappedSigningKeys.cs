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
    private readonly EpochTrust _trust;
    private readonly EpochKeyMaker _maker;
    private readonly EpochMaking _making;
    private readonly UsableEpochs _usable;
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
        _alarm = new SigningAlarm(events, "The signing keys");
        _trust = new EpochTrust(seals, isSealedOnly, _alarm);
        _maker = new EpochKeyMaker(table, envelope, _trust, _alarm);
        _schedule = schedule;
        _time = time;
        _ring = workspace ?? EpochKeyTable.SharedRing;
        _upkeep = new EpochUpkeep(table, _maker, _trust, _alarm, _ring, schedule, OnFailure);
        Algorithms = algorithms;
        _usable = new UsableEpochs(_trust, envelope, _alarm, algorithms, schedule, time);
        _making = new EpochMaking(_maker, _ring, RereadAsync, OnFailure);
        _epochs = new(ReadAsync, VaultClient.FreshnessBy(schedule), time, OnFailure)
        {
            IsPartial = list => list.IsPartial,
            OnRead = OnRead,
        };
    }

    public IReadOnlyList<string> Algorithms { get; }

    /// <summary>The background work that the last read started.</summary>
    internal Task Upkeep { get; private set; } = Task.CompletedTask;

    /// <summary>The making of first keys in the background.</summary>
    internal Task Making => _making.All;

    public async ValueTask<bool> IsAnnouncedAsync(string algorithm, DateTimeOffset? since, CancellationToken cancellationToken) =>
        (await GetAsync(algorithm, cancellationToken)).IsAnnouncedAt(_time.GetUtcNow(), algorithm, since);

    public async ValueTask<SigningKey> CurrentAsync(string algorithm, CancellationToken cancellationToken)
    {
        try
        {
            var epochs = await GetAsync(algorithm, cancellationToken);
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
            var epochs = await GetAsync(cancellationToken);
            // A new ring waits until its first JWK Set has a key for each algorithm. An older ring announces a further algorithm as soon as
            // the algorithm has a key.
            if (epochs.IsNewAt(_time.GetUtcNow()) && epochs.Making.Count > 0)
            {
                await QuietlyAsync(Task.WhenAll(epochs.Making.Values).WaitAsync(cancellationToken));
                epochs = await GetAsync(cancellationToken);
            }

            return epochs.PublishedAt(_time.GetUtcNow());
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

    /// <summary>The list of keys. If the first key of the algorithm is being made, the call waits for it.</summary>
    private async ValueTask<EpochList> GetAsync(string algorithm, CancellationToken cancellationToken)
    {
        var epochs = await GetAsync(cancellationToken);
        if (!epochs.Making.TryGetValue(algorithm, out var making))
            return epochs;
        try
        {
            await making.WaitAsync(cancellationToken);
        }
        catch (NoSigningKeyException)
        {
            _alarm.Tell();
            throw;
        }

        return await GetAsync(cancellationToken);
    }

    private async Task RereadAsync()
    {
        _epochs.Invalidate();
        await _epochs.GetAsync(CancellationToken.None);
    }

    private async Task<EpochList> ReadAsync(EpochList? known, CancellationToken cancellationToken)
    {
        var readAt = _time.GetUtcNow();
        // A cold instance asks for the root, the rows and its key at the same time.
        _trust.Prepare();
        var rows = await _table.ListAsync(_ring, cancellationToken);
        known?.Withdraw(rows);
        var (counting, keys) = await _usable.OfAsync(rows, known, cancellationToken);
        var faults = new Dictionary<string, Exception>();
        if (await MakeMissingAsync(rows, counting, keys, faults, cancellationToken))
        {
            readAt = _time.GetUtcNow();
            rows = await _table.ListAsync(_ring, cancellationToken);
            (counting, keys) = await _usable.OfAsync(rows, known, cancellationToken);
        }

        // Without any key, an outage leaves nothing worth keeping. The next use tries again.
        if (known is null && rows.Count == 0 && faults.Values.FirstOrDefault(fault => fault is not NoSigningKeyException) is { } outage)
            throw outage;
        var published = Published(keys, readAt);
        var making = published.Where(some => some.Value.Count == 0 && IsMadeLater(some.Key)).ToDictionary(
            some => some.Key, some => _making.Of(some.Key, EpochList.NextNumber(rows, counting, some.Key)));
        return new EpochList(rows, counting, published, faults, making, _schedule, readAt);
    }

    private static async Task QuietlyAsync(Task making) => await making.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

    private Dictionary<string, List<UnwrappedKey>> Published(List<UnwrappedKey> keys, DateTimeOffset now) =>
        Algorithms.ToDictionary(algorithm => algorithm, algorithm => _schedule.Published(
            keys.FindAll(key => key.Epoch.Algorithm == algorithm), key => key.Epoch.CreatedAt, now).ToList());

    /// <summary>
    /// Makes a key for each algorithm without a key: at the beginning, or after all keys of the algorithm were revoked. A failure does not
    /// affect the other algorithms.
    /// </summary>
    private async Task<bool> MakeMissingAsync(
        List<EpochKey> rows, List<EpochKey> counting, List<UnwrappedKey> keys, Dictionary<string, Exception> faults, CancellationToken cancellationToken)
    {
        var missing = Algorithms.Where(algorithm => !IsMadeLater(algorithm) && !keys.Exists(key => key.Epoch.Algorithm == algorithm)).ToList();
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

    /// <summary>
    /// Making an RSA key takes long. If the server also signs with another algorithm, the first token of that algorithm does not wait for
    /// the RSA key.
    /// </summary>
    private bool IsMadeLater(string algorithm) => SigningAlgorithms.IsRsa(algorithm) && !Algorithms.All(SigningAlgorithms.IsRsa);

    private void OnRead(EpochList? before, EpochList now)
    {
        _latest = now;
        foreach (var dropped in (before?.Keys ?? []).Except(now.Keys))
            dropped.Drop();
        Upkeep = _upkeep.RunAsync(now);
    }

    private void OnFailure(Exception exception)
    {
        // A refusal has raised the alarm already.
        if (exception is not NoSigningKeyException)
            _alarm.Warn(exception);
    }
}
