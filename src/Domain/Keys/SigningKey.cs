using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Text;

namespace Tollgate.Domain.Keys;

/// <summary>A private key that signs, in this process or in the vault.</summary>
public abstract class SigningKey(PublicKey publicKey)
{
    /// <summary>Encoded JOSE headers by type of token. There are few types, so nothing is evicted.</summary>
    private readonly ConcurrentDictionary<string, byte[]> _headers = new(StringComparer.Ordinal);

    public PublicKey PublicKey { get; } = publicKey;

    public string KeyId => PublicKey.KeyId;

    public string Algorithm => PublicKey.Algorithm;

    internal byte[] HeaderOf(string type) => _headers.TryGetValue(type, out var known)
        ? known
        : _headers[type] = Base64Url.EncodeToUtf8(Encoding.UTF8.GetBytes($$"""{"alg":"{{Algorithm}}","typ":"{{type}}","kid":"{{KeyId}}"}"""));

    /// <summary>The JWS signature (RFC 7518 §3) of the signing input. Throws when the key store cannot be reached.</summary>
    /// <exception cref="NoSigningKeyException">The key store refuses to sign with the key.</exception>
    /// <exception cref="SigningKeyClosedException">The key was closed. Another key is the current one by now.</exception>
    public abstract ValueTask<byte[]> SignAsync(ReadOnlyMemory<byte> signingInput, CancellationToken cancellationToken);
}
