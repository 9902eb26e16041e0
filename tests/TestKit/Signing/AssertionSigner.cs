using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Tollgate.Domain.Keys;

namespace Tollgate.TestKit.Signing;

/// <summary>
/// A key pair that is not the server's, and the JWTs that it signs. The test chooses header and claims, so a JWT may be wrong in any place.
/// </summary>
public sealed class AssertionSigner : IDisposable
{
    private readonly AsymmetricAlgorithm _key;

    private AssertionSigner(string algorithm, string? keyId, AsymmetricAlgorithm key) => (Algorithm, KeyId, _key) = (algorithm, keyId, key);

    public string Algorithm { get; }

    /// <summary>The kid in the JWK and in the header. If it is null, neither of them has a kid.</summary>
    public string? KeyId { get; }

    public string JwkSet => SetOf(this);

    /// <summary>The public key as the server reads it from the JWK Set: one result for each algorithm that the key may be used with.</summary>
    public IReadOnlyList<PublicKey> PublicKeys => [.. JsonWebKeySet.Parse(Encoding.UTF8.GetBytes(JwkSet)).SelectMany(PublicKey.Of)];

    private HashAlgorithmName Hash => Algorithm[2..] switch
    {
        "384" => HashAlgorithmName.SHA384,
        "512" => HashAlgorithmName.SHA512,
        _ => HashAlgorithmName.SHA256,
    };

    /// <param name="algorithm">One of ES, PS, RS with 256, 384, 512.</param>
    /// <param name="rsaSize">The size of an RSA key, in bits.</param>
    public static AssertionSigner New(string algorithm = "ES256", string? keyId = "key-1", int rsaSize = 2048) => new(algorithm, keyId, algorithm switch
    {
        "ES256" => ECDsa.Create(ECCurve.NamedCurves.nistP256),
        "ES384" => ECDsa.Create(ECCurve.NamedCurves.nistP384),
        "ES512" => ECDsa.Create(ECCurve.NamedCurves.nistP521),
        _ => RSA.Create(rsaSize),
    });

    /// <summary>The signer with a P-256 key that was exported before.</summary>
    public static AssertionSigner OfPem(string pem, string? keyId = "key-1")
    {
        var key = ECDsa.Create();
        key.ImportFromPem(pem);
        return new AssertionSigner("ES256", keyId, key);
    }

    public static string SetOf(params AssertionSigner[] signers) =>
        new JsonObject { ["keys"] = new JsonArray([.. signers.Select(signer => signer.Jwk())]) }.ToJsonString();

    /// <summary>The claims of an assertion that is right: RFC 7523 §3.</summary>
    public static JsonObject Claims(string clientId, string audience, DateTimeOffset now) => new()
    {
        ["iss"] = clientId,
        ["sub"] = clientId,
        ["aud"] = audience,
        ["iat"] = now.ToUnixTimeSeconds(),
        ["exp"] = now.AddMinutes(1).ToUnixTimeSeconds(),
        ["jti"] = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16)),
    };

    /// <summary>An assertion of the client. The test may change its claims and its header.</summary>
    public string Assertion(
        string clientId, string audience, DateTimeOffset now, Action<JsonObject>? claims = null, Action<JsonObject>? header = null)
    {
        var all = Claims(clientId, audience, now);
        claims?.Invoke(all);
        return Sign(all, header);
    }

    public string Sign(JsonObject claims, Action<JsonObject>? header = null)
    {
        var head = new JsonObject { ["alg"] = Algorithm };
        if (KeyId is not null)
            head["kid"] = KeyId;
        header?.Invoke(head);
        return Sign(head.ToJsonString(), claims.ToJsonString());
    }

    /// <summary>Signs texts that need not be JSON.</summary>
    public string Sign(string header, string payload)
    {
        var input = $"{Encoded(Encoding.UTF8.GetBytes(header))}.{Encoded(Encoding.UTF8.GetBytes(payload))}";
        return $"{input}.{Encoded(Signature(Encoding.ASCII.GetBytes(input)))}";
    }

    /// <summary>The public key as a JWK.</summary>
    public JsonObject Jwk()
    {
        var jwk = _key is ECDsa ec ? EcJwk(ec.ExportParameters(includePrivateParameters: false)) : RsaJwk(((RSA)_key).ExportParameters(false));
        jwk["use"] = "sig";
        if (KeyId is not null)
            jwk["kid"] = KeyId;
        return jwk;
    }

    /// <summary>The private key as a JWK, as other programs read it.</summary>
    public JsonObject PrivateJwk()
    {
        var jwk = Jwk();
        if (_key is ECDsa ec)
        {
            jwk["d"] = Encoded(ec.ExportParameters(includePrivateParameters: true).D);
            return jwk;
        }

        var rsa = ((RSA)_key).ExportParameters(includePrivateParameters: true);
        foreach (var (name, value) in new[] { ("d", rsa.D), ("p", rsa.P), ("q", rsa.Q), ("dp", rsa.DP), ("dq", rsa.DQ), ("qi", rsa.InverseQ) })
            jwk[name] = Encoded(value);
        return jwk;
    }

    public string PrivatePem() => _key.ExportPkcs8PrivateKeyPem();

    public void Dispose() => _key.Dispose();

    private static JsonObject EcJwk(ECParameters key) => new()
    {
        ["kty"] = "EC",
        ["crv"] = key.Q.X!.Length switch { 48 => "P-384", 66 => "P-521", _ => "P-256" },
        ["x"] = Encoded(key.Q.X),
        ["y"] = Encoded(key.Q.Y),
    };

    private static JsonObject RsaJwk(RSAParameters key) => new() { ["kty"] = "RSA", ["n"] = Encoded(key.Modulus), ["e"] = Encoded(key.Exponent) };

    private static string Encoded(ReadOnlySpan<byte> octets) => Base64Url.EncodeToString(octets);

    private byte[] Signature(byte[] input)
    {
        // The framework promises no thread safety for a key object, so only one thread at a time may sign with it.
        lock (_key)
            return _key is ECDsa ec
                ? ec.SignData(input, Hash)
                : ((RSA)_key).SignData(input, Hash, Algorithm[0] == 'P' ? RSASignaturePadding.Pss : RSASignaturePadding.Pkcs1);
    }
}
