using System.Text.Json;
using Tollgate.Domain.Protocol;

namespace Tollgate.Domain.Tokens;

/// <summary>The keys that verifiers may meet: those that sign, those announced, and those whose tokens still live.</summary>
public sealed class KeySet
{
    private readonly Dictionary<string, PublicKey> _keys;

    public KeySet(IReadOnlyList<PublicKey> keys, TimeSpan maxAge)
    {
        _keys = keys.ToDictionary(key => key.KeyId);
        Document = DocumentResult.Of(
            JsonSerializer.SerializeToUtf8Bytes(new JsonWebKeySet([.. keys.Select(key => key.JsonWebKey)]), DomainJson.Default.JsonWebKeySet),
            maxAge);
    }

    /// <summary>The JWK Set (RFC 7517 §5), made once.</summary>
    public DocumentResult Document { get; }

    public PublicKey? Find(string keyId) => _keys.GetValueOrDefault(keyId);
}
