using System.Runtime.ExceptionServices;
using System.Security.Cryptography;
using Tollgate.Domain.Keys;

namespace Tollgate.Functions.Signing;

/// <summary>The published keys of a ring, as read at one time.</summary>
/// <param name="rows">All rows of the ring.</param>
/// <param name="counting">The rows that count (<see cref="EpochTrust"/>).</param>
/// <param name="keys">The keys of each algorithm, in the order of their numbers.</param>
/// <param name="faults">For each algorithm that could get no key, the error.</param>
/// <param name="making">For each algorithm without a key, the work in the background that makes its first key.</param>
internal sealed class EpochList(
    List<EpochKey> rows,
    List<EpochKey> counting,
    IReadOnlyDictionary<string, List<UnwrappedKey>> keys,
    IReadOnlyDictionary<string, Exception> faults,
    IReadOnlyDictionary<string, Task> making,
    KeySchedule schedule,
    DateTimeOffset readAt)
{
    /// <summary>When the first key of each algorithm was made, even if that key has been revoked since.</summary>
    private readonly Dictionary<string, DateTimeOffset> _first = counting.GroupBy(row => row.Algorithm).ToDictionary(
        some => some.Key, some => some.Min(row => row.CreatedAt));

    private readonly DateTimeOffset _oldest = counting.Select(row => row.CreatedAt).DefaultIfEmpty(readAt).Min();

    private volatile IReadOnlyDictionary<string, List<UnwrappedKey>> _keys = keys;
    private volatile KeySet _published = SetOf(keys, schedule);
    private volatile bool _isPartial = LackOne(keys);

    private KeySet? _former;

    public DateTimeOffset ReadAt => readAt;

    /// <summary>The keys that only verify hints. They are read from their rows when the first hint needs them.</summary>
    public KeySet Former => _former ??= new KeySet([.. Algorithms.SelectMany(FormerOf)], TimeSpan.Zero);

    public IEnumerable<string> Algorithms => _keys.Keys;

    public IEnumerable<UnwrappedKey> Keys => _keys.Values.SelectMany(some => some);

    public IReadOnlyDictionary<string, Task> Making => making;

    /// <summary>Whether an algorithm lacks its key. The list is then read again soon.</summary>
    public bool IsPartial => _isPartial;

    /// <summary>The first key of an algorithm signs without announcement. Until it exists, verifiers may not cache the set.</summary>
    public KeySet PublishedAt(DateTimeOffset now) => IsPartial ? _published.Unkept : _published.ReadAgo(now - readAt, schedule);

    /// <summary>Whether the ring has had keys for a short time only.</summary>
    public bool IsNewAt(DateTimeOffset now) => now <= _oldest + schedule.Leeway;

    /// <inheritdoc cref="ISigningKeys.IsAnnouncedAsync"/>
    public bool IsAnnouncedAt(DateTimeOffset now, string algorithm, DateTimeOffset? since) =>
        !_first.TryGetValue(algorithm, out var first) || schedule.IsAnnounced(first, _oldest, since, now);

    /// <summary>All keys of an algorithm that count, including revoked ones.</summary>
    public List<EpochKey> RowsOf(string algorithm) => counting.FindAll(row => row.Algorithm == algorithm);

    public int NextNumber(string algorithm) => NextNumber(rows, counting, algorithm);

    /// <summary>
    /// Returns the first free number after the last row that counts. A row that does not count also occupies its number. But the search
    /// does not begin after such a row: an attacker's row with a high number could use up all numbers.
    /// </summary>
    public static int NextNumber(List<EpochKey> rows, List<EpochKey> counting, string algorithm)
    {
        var next = (counting.FindLast(row => row.Algorithm == algorithm)?.Sequence ?? 0) + 1;
        while (rows.Exists(row => row.Algorithm == algorithm && row.Sequence == next))
            next++;
        return next;
    }

    /// <summary>
    /// Removes the keys that later rows revoke. It runs before the next list exists, because that list may wait for the vault.
    /// </summary>
    public void Withdraw(List<EpochKey> later)
    {
        var revoked = Keys.Where(key => later.Exists(row => row.IsRevoked && key.IsOf(row))).ToList();
        if (revoked.Count == 0)
            return;
        _keys = _keys.ToDictionary(some => some.Key, some => some.Value.Except(revoked).ToList());
        _isPartial = LackOne(_keys);
        _published = SetOf(_keys, schedule);
        revoked.ForEach(key => key.Drop());
    }

    public UnwrappedKey CurrentAt(DateTimeOffset now, string algorithm)
    {
        if (_keys.TryGetValue(algorithm, out var some) && some.Count > 0)
            return CurrentOf(some, now);
        if (faults.TryGetValue(algorithm, out var fault))
            ExceptionDispatchInfo.Throw(fault);
        throw _keys.ContainsKey(algorithm)
            ? new NoSigningKeyException($"There is no key for {algorithm} yet: the app makes one at its next look at the tables.")
            : new InvalidOperationException($"The server does not sign with {algorithm}.");
    }

    /// <summary>
    /// An older open key that signs while the current key is not open. The older key may sign as long as its tokens expire before it
    /// leaves the JWK Set.
    /// </summary>
    public SigningKey? StandInAt(DateTimeOffset now, UnwrappedKey current)
    {
        var some = _keys[current.Epoch.Algorithm];
        for (var i = some.IndexOf(current) - 1; i >= 0 && schedule.MaySignStill(some[i + 1].Epoch.CreatedAt, now); i--)
            if (some[i].Opened is { } opened)
                return opened;
        return null;
    }

    /// <summary>The keys that sign and the keys that are announced. They are opened ahead, so that no token waits for the vault.</summary>
    public IEnumerable<UnwrappedKey> ToOpenAt(DateTimeOffset now) =>
        _keys.Values.Where(some => some.Count > 0).SelectMany(some => new[] { CurrentOf(some, now), some[^1] }.Distinct());

    /// <summary>The keys that no longer sign. A key belongs to them when its successor has signed for a while.</summary>
    public IEnumerable<UnwrappedKey> SupersededAt(DateTimeOffset now)
    {
        foreach (var some in _keys.Values.Where(some => some.Count > 0))
            if (CurrentOf(some, now) is { Opened: not null } current && current.Epoch.CreatedAt + schedule.Announcement + schedule.Leeway <= now)
                foreach (var older in some.TakeWhile(key => key != current))
                    yield return older;
    }

    private IEnumerable<PublicKey> FormerOf(string algorithm)
    {
        foreach (var row in schedule.Former(RowsOf(algorithm), row => row.CreatedAt, readAt).Where(row => !row.IsRevoked && !Keys.Any(key => key.IsOf(row))))
            if (PublicKeyOf(row) is { } key)
                yield return key;
    }

    private static PublicKey? PublicKeyOf(EpochKey row)
    {
        try
        {
            return row.ReadPublicKey();
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    private static bool LackOne(IReadOnlyDictionary<string, List<UnwrappedKey>> keys) => keys.Values.Any(some => some.Count == 0);

    private static KeySet SetOf(IReadOnlyDictionary<string, List<UnwrappedKey>> keys, KeySchedule schedule) =>
        new([.. keys.Values.SelectMany(some => some).Select(key => key.PublicKey)], schedule.MaxAge);

    private UnwrappedKey CurrentOf(List<UnwrappedKey> some, DateTimeOffset now) => schedule.Current(some, key => key.Epoch.CreatedAt, now);
}
