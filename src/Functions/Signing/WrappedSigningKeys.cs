using System.Security.Cryptography;
using Microsoft.Extensions.Logging;
using Tollgate.Domain;
using Tollgate.Domain.Tokens;

namespace Tollgate.Functions.Signing;

/// <summary>
/// Keys of wrapped mode, shared by all instances through the tables. Each instance reads the list in the background, opens
/// what it may have to sign with ahead of time, and makes the next key when the newest is old enough. An outage of the vault
/// stops neither signing with what is open nor verifying.
/// </summary>
internal sealed class WrappedSigningKeys : ISigningKeys
{
    private static readonly TimeSpan PauseAfterFailure = TimeSpan.FromSeconds(10);

    /// <summary>How long a request may still sign with the key that it got before the next one took over.</summary>
    private static readonly TimeSpan LastSignature = TimeSpan.FromMinutes(1);

    private readonly EpochKeyTable _table;
    private readonly KeyEnvelope _envelope;
    private readonly KeySchedule _schedule;
    private readonly TimeProvider _time;
    private readonly ILogger<WrappedSigningKeys> _logger;
    private readonly string _ring;
    private readonly RefreshedValue<EpochList> _epochs;
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
        _schedule = schedule;
        _time = time;
        _logger = logger;
        _ring = workspace ?? EpochKeyTable.SharedRing;
        Algorithms = algorithms;
        _epochs = new(ReadAsync, schedule.Refresh, schedule.Staleness, PauseAfterFailure, time, exception => _failure = exception);
    }

    public IReadOnlyList<string> Algorithms { get; }

    public async ValueTask<SigningKey> CurrentAsync(string algorithm, CancellationToken cancellationToken)
    {
        var epochs = await GetAsync(cancellationToken).ConfigureAwait(false);
        var usable = epochs.Of(algorithm);
        if (usable.Count == 0)
            throw new InvalidOperationException($"There is no key for {algorithm}.");
        var current = _schedule.Current(usable, key => key.Epoch.CreatedAt, _time.GetUtcNow());
        return current.Opened ?? await OpenAsync(current, usable, cancellationToken).ConfigureAwait(false);
    }

    public async ValueTask<KeySet> PublishedAsync(CancellationToken cancellationToken)
    {
        var epochs = await GetAsync(cancellationToken).ConfigureAwait(false);
        return epochs.Published.ReadAgo(_time.GetUtcNow() - epochs.ReadAt, _schedule);
    }

    private ValueTask<EpochList> GetAsync(CancellationToken cancellationToken)
    {
        // The Functions host drops what is logged outside an invocation, as the background reading is: the next one tells.
        if (Interlocked.Exchange(ref _failure, null) is { } failure)
            _logger.LogWarning(failure, "The signing keys could not be read, made or opened");
        return _epochs.GetAsync(cancellationToken);
    }

    /// <summary>While the vault cannot open the current key, one that is open and still published goes on.</summary>
    private static async Task<SigningKey> OpenAsync(UnwrappedKey current, List<UnwrappedKey> usable, CancellationToken cancellationToken)
    {
        try
        {
            return await current.OpenAsync().WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception) when (!cancellationToken.IsCancellationRequested && usable.Exists(key => key.Opened is not null && key.Epoch.Sequence < current.Epoch.Sequence))
        {
            return usable.FindLast(key => key.Opened is not null && key.Epoch.Sequence < current.Epoch.Sequence)!.Opened!;
        }
    }

    private async Task<EpochList> ReadAsync(EpochList? known, CancellationToken cancellationToken)
    {
        var now = _time.GetUtcNow();
        var listed = await _table.ListAsync(_ring, cancellationToken).ConfigureAwait(false);
        var made = new List<UnwrappedKey>();
        foreach (var algorithm in Algorithms)
            if (IsNextDue(listed.LastOrDefault(key => key.Algorithm == algorithm), now))
                listed = await MakeNextAsync(algorithm, listed, made, now, cancellationToken).ConfigureAwait(false);

        var keys = new List<UnwrappedKey>();
        foreach (var epochs in listed.Where(key => !key.IsRevoked && Algorithms.Contains(key.Algorithm)).GroupBy(key => key.Algorithm))
        {
            var published = _schedule.Published(epochs.ToList(), key => key.CreatedAt, now).ToList();
            keys.AddRange(published.Select(epoch =>
                known?.Find(epoch)?.With(epoch) ?? made.Find(key => IsSame(key.Epoch, epoch)) ?? new UnwrappedKey(epoch, _envelope)));
        }

        await RemoveRetiredAsync(listed, keys, cancellationToken).ConfigureAwait(false);
        await OpenAheadAsync(keys, now).ConfigureAwait(false);
        known?.DropAllBut(keys);
        return new EpochList(keys, new KeySet([.. keys.Select(key => key.PublicKey)], _schedule.MaxAge), now);
    }

    private bool IsNextDue(EpochKey? newest, DateTimeOffset now) =>
        newest is null || newest.IsRevoked || newest.RotateAt <= now || newest.CreatedAt + _schedule.RotateAfter <= now;

    private async Task<List<EpochKey>> MakeNextAsync(
        string algorithm, List<EpochKey> listed, List<UnwrappedKey> made, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var newest = listed.LastOrDefault(key => key.Algorithm == algorithm);
        try
        {
            using AsymmetricAlgorithm pair = SigningAlgorithms.IsRsa(algorithm) ? RSA.Create(2048) : ECDsa.Create(ECCurve.NamedCurves.nistP256);
            var plain = pair.ExportPkcs8PrivateKey();
            var next = await _envelope.SealAsync(
                _ring, algorithm, (newest?.Sequence ?? 0) + 1, pair.ExportSubjectPublicKeyInfo(), plain, now, cancellationToken).ConfigureAwait(false);
            if (await _table.TryAddAsync(next, cancellationToken).ConfigureAwait(false))
                made.Add(new UnwrappedKey(next, _envelope).OpenedWith(Pinned(plain)));
            CryptographicOperations.ZeroMemory(plain);
        }
        catch (Exception exception) when (newest is { IsRevoked: false })
        {
            // The vault is out of reach: the newest key goes on, and the next reading tries again.
            _failure = exception;
            return listed;
        }

        return await _table.ListAsync(_ring, cancellationToken).ConfigureAwait(false);
    }

    private static byte[] Pinned(byte[] plain)
    {
        var pinned = GC.AllocateUninitializedArray<byte>(plain.Length, pinned: true);
        plain.CopyTo(pinned, 0);
        return pinned;
    }

    /// <summary>What no token can be verified with any more need not lie around, wrapped or not. The newest stays: its number is not given out again.</summary>
    private async Task RemoveRetiredAsync(List<EpochKey> listed, List<UnwrappedKey> keys, CancellationToken cancellationToken)
    {
        foreach (var epochs in listed.GroupBy(key => key.Algorithm).Select(group => group.ToList()))
            foreach (var retired in epochs.Where(key => key != epochs[^1] && !key.IsRevoked && !keys.Exists(kept => IsSame(kept.Epoch, key))))
                await _table.RemoveAsync(retired, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The one that signs and the one that is to follow, so that no token waits for the vault.</summary>
    private async Task OpenAheadAsync(List<UnwrappedKey> keys, DateTimeOffset now)
    {
        foreach (var ofOne in keys.GroupBy(key => key.Epoch.Algorithm).Select(group => group.ToList()))
        {
            var current = _schedule.Current(ofOne, key => key.Epoch.CreatedAt, now);
            foreach (var key in ofOne.Where(key => key == current || key == ofOne[^1]).Where(key => key.Opened is null))
                try
                {
                    await key.OpenAsync().ConfigureAwait(false);
                }
                catch (Exception exception) when (exception is not OperationCanceledException)
                {
                    _failure = exception;
                }

            CloseSuperseded(ofOne, current, now);
        }
    }

    /// <summary>A plain key stays in memory no longer than somebody may be signing with it.</summary>
    private void CloseSuperseded(List<UnwrappedKey> keys, UnwrappedKey current, DateTimeOffset now)
    {
        if (current.Opened is null || now < current.Epoch.CreatedAt + _schedule.Announcement + LastSignature)
            return;
        foreach (var key in keys.Where(key => key.Epoch.Sequence < current.Epoch.Sequence))
            key.Close();
    }

    private static bool IsSame(EpochKey one, EpochKey other) => one.Algorithm == other.Algorithm && one.Sequence == other.Sequence;

    private sealed class EpochList(IReadOnlyList<UnwrappedKey> keys, KeySet published, DateTimeOffset readAt)
    {
        private readonly Dictionary<string, List<UnwrappedKey>> _ofAlgorithm =
            keys.GroupBy(key => key.Epoch.Algorithm).ToDictionary(group => group.Key, group => group.ToList());

        public KeySet Published => published;

        public DateTimeOffset ReadAt => readAt;

        public List<UnwrappedKey> Of(string algorithm) => _ofAlgorithm.TryGetValue(algorithm, out var some) ? some : [];

        public UnwrappedKey? Find(EpochKey epoch) =>
            keys.FirstOrDefault(key => IsSame(key.Epoch, epoch) && key.Epoch.PublicKey.AsSpan().SequenceEqual(epoch.PublicKey));

        public void DropAllBut(IReadOnlyList<UnwrappedKey> kept)
        {
            foreach (var key in keys.Where(key => !kept.Contains(key)))
                key.Close();
        }
    }
}
