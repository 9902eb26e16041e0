using System.Text.Json;
using Tollgate.Domain.Protocol;

namespace Tollgate.Domain.Tokens;

/// <summary>The keys that verifiers may meet: those that sign, those announced, and those whose tokens still live.</summary>
public sealed class KeySet
{
    private readonly IReadOnlyList<PublicKey> _all;
    private readonly Dictionary<string, PublicKey> _keys;
    private KeySet? _unkept;

    public KeySet(IReadOnlyList<PublicKey> keys, TimeSpan maxAge)
    {
        _all = keys;
        // One RSA key may serve two algorithms; its kid is the same.
        _keys = keys.DistinctBy(key => key.KeyId).ToDictionary(key => key.KeyId);
        Document = DocumentResult.Of(
            JsonSerializer.SerializeToUtf8Bytes(new JsonWebKeySet([.. keys.Select(key => key.JsonWebKey)]), DomainJson.Default.JsonWebKeySet),
            maxAge);
    }

    private KeySet(KeySet same)
    {
        (_all, _keys) = (same._all, same._keys);
        Document = same.Document with { MaxAge = TimeSpan.Zero };
    }

    /// <summary>The JWK Set (RFC 7517 §5), made once.</summary>
    public DocumentResult Document { get; }

    public bool IsEmpty => _all.Count == 0;

    /// <summary>The same keys, which verifiers may use but not keep: a key that they lack may sign at any moment.</summary>
    public KeySet Unkept => _unkept ??= new KeySet(this);

    /// <summary>The same keys, read so long ago. A key that came since may sign once its announcement is over.</summary>
    public KeySet ReadAgo(TimeSpan age, KeySchedule schedule) => age <= schedule.Keepable ? this : Unkept;

    /// <summary>The keys of both. Verifiers may keep it no longer than either.</summary>
    public KeySet With(KeySet other) => new(
        [.. _all, .. other._all], Document.MaxAge < other.Document.MaxAge ? Document.MaxAge : other.Document.MaxAge);

    public PublicKey? Find(string keyId) => _keys.GetValueOrDefault(keyId);
}
