namespace Tollgate.Domain.Tokens;

/// <summary>A private key that signs, wherever it lies.</summary>
public abstract class SigningKey(PublicKey publicKey)
{
    public PublicKey PublicKey { get; } = publicKey;

    public string KeyId => PublicKey.KeyId;

    public string Algorithm => PublicKey.Algorithm;

    /// <summary>The JWS signature (RFC 7518 §3) of the signing input; faults when the key's keeper cannot be reached.</summary>
    public abstract ValueTask<byte[]> SignAsync(ReadOnlyMemory<byte> signingInput, CancellationToken cancellationToken);
}
