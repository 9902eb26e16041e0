using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using Tollgate.Domain.Protocol;

namespace Tollgate.Domain.Keys;

/// <summary>
/// A key that verifies one JWS algorithm. The kid of an own key is its RFC 7638 thumbprint, so all instances compute the same kid. A
/// foreign key keeps the kid of its JWK Set.
/// </summary>
public sealed class PublicKey
{
    /// <summary>The size of a foreign RSA key at least, in bits (RFC 7518 §3.3).</summary>
    public const int MinimumModulus = 2048;

    private readonly ConcurrentBag<AsymmetricAlgorithm> _idle = [];

    /// <exception cref="CryptographicException">The key is not on the curve P-256, which ES256 requires (RFC 7518 §3.4).</exception>
    public PublicKey(string algorithm, ECParameters key)
        : this(algorithm, JsonWebKey.Of(key))
    {
        if (!key.Curve.IsNamed || key.Curve.Oid.Value != ECCurve.NamedCurves.nistP256.Oid.Value)
            throw new CryptographicException("The key is not on the curve P-256.");
    }

    public PublicKey(string algorithm, RSAParameters key)
        : this(algorithm, JsonWebKey.Of(key))
    {
    }

    private PublicKey(string algorithm, JsonWebKey bare)
    {
        Algorithm = algorithm;
        KeyId = bare.Thumbprint();
        JsonWebKey = bare with { KeyId = KeyId, Use = "sig", Algorithm = algorithm };
    }

    /// <summary>
    /// Reads a key of a foreign JWK Set. Returns one result for each algorithm that the key may be used with, and no result for other
    /// kinds of keys.
    /// </summary>
    public static IEnumerable<PublicKey> Of(JsonWebKey key) => key switch
    {
        { Use: not (null or "sig") } => [],
        { KeyType: "EC", X: { } x, Y: { } y } when VerificationAlgorithms.OfCurve(key.Curve) is var (algorithm, length)
            && IsOctets(x, length) && IsOctets(y, length) => Of(key, [algorithm]),
        { KeyType: "RSA", Modulus: { } n, Exponent: { } e } when IsOctets(n, MinimumModulus / 8, 1024) && IsOctets(e, 1, 8) =>
            Of(key, VerificationAlgorithms.OfRsaKeys),
        _ => [],
    };

    public string KeyId { get; private init; }

    public string Algorithm { get; }

    public JsonWebKey JsonWebKey { get; }

    public bool Verify(ReadOnlySpan<byte> data, ReadOnlySpan<byte> signature)
    {
        // The framework promises no thread safety for one instance, and creating one costs more than verifying.
        var algorithm = _idle.TryTake(out var idle) ? idle : Create();
        try
        {
            return algorithm switch
            {
                ECDsa ecdsa => ecdsa.VerifyData(data, signature, VerificationAlgorithms.HashOf(Algorithm)),
                // RFC 8017 §8: the signature is as long as the modulus. The framework also takes one that has lost its leading zeros.
                RSA rsa => signature.Length == (rsa.KeySize + 7) / 8
                    && rsa.VerifyData(data, signature, VerificationAlgorithms.HashOf(Algorithm), VerificationAlgorithms.PaddingOf(Algorithm)),
                _ => false,
            };
        }
        finally
        {
            _idle.Add(algorithm);
        }
    }

    private static IEnumerable<PublicKey> Of(JsonWebKey key, IReadOnlyList<string> algorithms)
    {
        if (key.Algorithm is not null)
            algorithms = algorithms.Contains(key.Algorithm) ? [key.Algorithm] : [];
        if (algorithms.Count == 0 || !IsKey(new PublicKey(algorithms[0], key)))
            return [];
        return algorithms.Select(algorithm => key.KeyId is { } keyId
            ? new PublicKey(algorithm, key) { KeyId = keyId }
            : new PublicKey(algorithm, key));
    }

    private static bool IsKey(PublicKey key)
    {
        try
        {
            using var created = key.Create();
            // Leading zeros make a modulus look longer than it is.
            return created is not RSA { KeySize: < MinimumModulus };
        }
        catch (CryptographicException)
        {
            // The numbers are not a key, for example a point that is not on the curve.
            return false;
        }
    }

    private static bool IsOctets(string text, int minimum, int? maximum = null) =>
        !text.AsSpan().ContainsAnyExcept(Base64UrlAlphabet.Characters) && Base64Url.IsValid(text, out var length)
        && length >= minimum && length <= (maximum ?? minimum);

    private AsymmetricAlgorithm Create() => VerificationAlgorithms.IsRsa(Algorithm)
        ? RSA.Create(new RSAParameters { Modulus = Octets(JsonWebKey.Modulus), Exponent = Octets(JsonWebKey.Exponent) })
        : ECDsa.Create(new ECParameters
        {
            Curve = VerificationAlgorithms.CurveOf(Algorithm),
            Q = new ECPoint { X = Octets(JsonWebKey.X), Y = Octets(JsonWebKey.Y) },
        });

    private static byte[] Octets(string? text) => Base64Url.DecodeFromChars(text);
}
