using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json;

namespace Azure.Security.KeyVault.Keys;

/// <summary>Key material in the members of a JSON Web Key (RFC 7517).</summary>
public class JsonWebKey
{
    public JsonWebKey(IEnumerable<KeyOperation> keyOps) => KeyOps = [.. keyOps ?? []];

    public JsonWebKey(Aes aesProvider, IEnumerable<KeyOperation> keyOps = null)
        : this(keyOps ?? [KeyOperation.Encrypt, KeyOperation.Decrypt, KeyOperation.WrapKey, KeyOperation.UnwrapKey])
    {
        ArgumentNullException.ThrowIfNull(aesProvider);
        KeyType = KeyType.Oct;
        K = aesProvider.Key;
    }

    // A public EC key gets "sign" and not "verify" by default: so the published package has it.
    public JsonWebKey(ECDsa ecdsa, bool includePrivateParameters = false, IEnumerable<KeyOperation> keyOps = null)
        : this(keyOps ?? (includePrivateParameters ? [KeyOperation.Sign, KeyOperation.Verify] : [KeyOperation.Sign]))
    {
        ArgumentNullException.ThrowIfNull(ecdsa);
        var parameters = ecdsa.ExportParameters(includePrivateParameters);
        KeyType = KeyType.Ec;
        CurveName = EcCurve.NameOf(parameters.Curve);
        (X, Y, D) = (parameters.Q.X, parameters.Q.Y, parameters.D);
    }

    public JsonWebKey(RSA rsaProvider, bool includePrivateParameters = false, IEnumerable<KeyOperation> keyOps = null)
        : this(keyOps ?? (includePrivateParameters
            ? [KeyOperation.Encrypt, KeyOperation.Decrypt, KeyOperation.Sign, KeyOperation.Verify, KeyOperation.WrapKey, KeyOperation.UnwrapKey]
            : [KeyOperation.Encrypt, KeyOperation.Verify, KeyOperation.WrapKey]))
    {
        ArgumentNullException.ThrowIfNull(rsaProvider);
        var parameters = rsaProvider.ExportParameters(includePrivateParameters);
        KeyType = KeyType.Rsa;
        (N, E, D) = (parameters.Modulus, parameters.Exponent, parameters.D);
        (P, Q, DP, DQ, QI) = (parameters.P, parameters.Q, parameters.DP, parameters.DQ, parameters.InverseQ);
    }

    public string Id { get; set; }

    public KeyType KeyType { get; set; }

    public IReadOnlyCollection<KeyOperation> KeyOps { get; }

    public byte[] N { get; set; }

    public byte[] E { get; set; }

    public byte[] DP { get; set; }

    public byte[] DQ { get; set; }

    public byte[] QI { get; set; }

    public byte[] P { get; set; }

    public byte[] Q { get; set; }

    public KeyCurveName? CurveName { get; set; }

    public byte[] X { get; set; }

    public byte[] Y { get; set; }

    public byte[] D { get; set; }

    public byte[] K { get; set; }

    public byte[] T { get; set; }

    internal bool IsEc => KeyType == KeyType.Ec || KeyType == KeyType.EcHsm;

    internal bool IsRsa => KeyType == KeyType.Rsa || KeyType == KeyType.RsaHsm;

    public ECDsa ToECDsa(bool includePrivateParameters = false)
    {
        Require(IsEc, "The key is not an EC key.");
        Require(CurveName.HasValue, "The key names no curve.");
        var (curve, length) = EcCurve.Of(CurveName.Value);
        return ECDsa.Create(new ECParameters
        {
            Curve = curve,
            Q = new ECPoint { X = Fixed(nameof(X), X, length), Y = Fixed(nameof(Y), Y, length) },
            D = includePrivateParameters && D is not null ? Fixed(nameof(D), D, length) : null,
        });
    }

    public RSA ToRSA(bool includePrivateParameters = false)
    {
        Require(IsRsa, "The key is not an RSA key.");
        Require(N is { Length: > 0 } && E is { Length: > 0 }, "The key lacks its modulus or exponent.");
        var parameters = new RSAParameters { Exponent = E, Modulus = N.AsSpan().TrimStart((byte)0).ToArray() };
        if (includePrivateParameters && D is not null)
        {
            var length = parameters.Modulus.Length;
            parameters.D = Fixed(nameof(D), D, length);
            parameters.P = Fixed(nameof(P), P, length / 2);
            parameters.Q = Fixed(nameof(Q), Q, length / 2);
            parameters.DP = Fixed(nameof(DP), DP, length / 2);
            parameters.DQ = Fixed(nameof(DQ), DQ, length / 2);
            parameters.InverseQ = Fixed(nameof(QI), QI, length / 2);
        }

        return RSA.Create(parameters);
    }

    internal static JsonWebKey Read(JsonElement json)
    {
        var operations = json.TryGetProperty("key_ops", out var ops)
            ? ops.EnumerateArray().Select(operation => new KeyOperation(operation.GetString()))
            : [];
        return new JsonWebKey(operations)
        {
            Id = json.GetProperty("kid").GetString(),
            KeyType = json.GetProperty("kty").GetString(),
            CurveName = json.TryGetProperty("crv", out var curve) ? new KeyCurveName(curve.GetString()) : default(KeyCurveName?),
            N = Bytes(json, "n"),
            E = Bytes(json, "e"),
            X = Bytes(json, "x"),
            Y = Bytes(json, "y"),
            T = Bytes(json, "key_hsm"),
        };
    }

    private static byte[] Bytes(JsonElement json, string name) =>
        json.TryGetProperty(name, out var value) ? Base64Url.DecodeFromChars(value.GetString()) : null;

    // Integers arrive with or without leading zeros; the platform wants them at their full length.
    private static byte[] Fixed(string name, byte[] value, int length)
    {
        Require(value is { Length: > 0 }, $"The key lacks its parameter {name}.");
        var digits = value.AsSpan().TrimStart((byte)0);
        Require(digits.Length <= length, $"The key's parameter {name} is longer than {length} bytes.");
        var padded = new byte[length];
        digits.CopyTo(padded.AsSpan(length - digits.Length));
        return padded;
    }

    private static void Require(bool condition, string message)
    {
        if (!condition)
        {
            throw new InvalidOperationException(message);
        }
    }
}
