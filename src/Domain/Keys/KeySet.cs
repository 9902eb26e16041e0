using System.Text.Json;
using Tollgate.Domain.Messages;

namespace Tollgate.Domain.Keys;

/// <summary>The keys that verifiers need: signing keys, announced keys, and former keys until their last token expires.</summary>
public sealed class KeySet
{
    private readonly IReadOnlyList<PublicKey> _all;
    private readonly Dictionary<string, PublicKey> _keys;
    private readonly IReadOnlyDictionary<string, NoSigningKeyException> _unread;
    private KeySet? _unkept;

    public KeySet(IReadOnlyList<PublicKey> keys, TimeSpan maxAge)
        : this(keys, maxAge, new Dictionary<string, NoSigningKeyException>())
    {
    }

    private KeySet(IReadOnlyList<PublicKey> keys, TimeSpan maxAge, IReadOnlyDictionary<string, NoSigningKeyException> unread)
    {
        (_all, _unread) = (keys, unread);
        // One RSA key may serve two algorithms; its kid is the same.
        _keys = keys.DistinctBy(key => key.KeyId).ToDictionary(key => key.KeyId);
        Document = DocumentResult.Of(
            JsonSerializer.SerializeToUtf8Bytes(new JsonWebKeySet([.. keys.Select(key => key.JsonWebKey)]), KeysJson.Default.JsonWebKeySet),
            maxAge);
    }

    private KeySet(KeySet same)
    {
        (_all, _keys, _unread) = (same._all, same._keys, same._unread);
        Document = same.Document with { MaxAge = TimeSpan.Zero };
    }

    public static KeySet None { get; } = new([], TimeSpan.Zero);

    /// <summary>The JWK Set (RFC 7517 §5), made once.</summary>
    public DocumentResult Document { get; }

    public bool IsEmpty => _all.Count == 0 && _unread.Count == 0;

    /// <summary>Why the keys could not be read. Null when the set has any key.</summary>
    public NoSigningKeyException? Refusal => _all.Count == 0 ? _unread.Values.FirstOrDefault() : null;

    /// <summary>The same keys with a max-age of zero: a key that verifiers lack may sign at any moment.</summary>
    public KeySet Unkept => _unkept ??= new KeySet(this);

    /// <summary>
    /// The same keys, read <paramref name="age"/> ago. After <see cref="KeySchedule.Keepable"/> verifiers may not cache them,
    /// because a newer key may complete its announcement and sign.
    /// </summary>
    public KeySet ReadAgo(TimeSpan age, KeySchedule schedule) => age <= schedule.Keepable ? this : Unkept;

    /// <summary>The keys of both sets. The shorter max-age applies.</summary>
    public KeySet With(KeySet other) => new(
        [.. _all, .. other._all],
        Document.MaxAge < other.Document.MaxAge ? Document.MaxAge : other.Document.MaxAge,
        _unread.UnionBy(other._unread, unread => unread.Key).ToDictionary());

    /// <summary>The set of an algorithm whose keys the app may not read. Its max-age is zero, because it may lack existing keys.</summary>
    public static KeySet Unread(string algorithm, NoSigningKeyException refusal) =>
        new([], TimeSpan.Zero, new Dictionary<string, NoSigningKeyException> { [algorithm] = refusal });

    /// <param name="algorithm">The alg of the token's header.</param>
    /// <exception cref="NoSigningKeyException">
    /// The key may be a key that could not be read, so the server cannot say that the token is invalid.
    /// </exception>
    public PublicKey? Find(string keyId, string? algorithm)
    {
        if (_keys.TryGetValue(keyId, out var key))
            return key;
        return algorithm is not null && _unread.TryGetValue(algorithm, out var refusal)
            ? throw new NoSigningKeyException(refusal.Message, refusal)
            : null;
    }
}
