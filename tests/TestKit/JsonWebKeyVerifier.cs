using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json;
using Xunit;

namespace Tollgate.TestKit;

/// <summary>Verifies JWS signatures from a published JWK alone, without the product's code (RFC 7518 §3).</summary>
public static class JsonWebKeyVerifier
{
    public static bool Verifies(JsonElement key, byte[] data, byte[] signature)
    {
        byte[] Octets(string name) => Base64Url.DecodeFromChars(key.GetProperty(name).GetString());
        if (key.GetProperty("kty").GetString() == "EC")
        {
            Assert.Equal("P-256", key.GetProperty("crv").GetString());
            using var ec = ECDsa.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, Q = new ECPoint { X = Octets("x"), Y = Octets("y") } });
            return ec.VerifyData(data, signature, HashAlgorithmName.SHA256);
        }

        using var rsa = RSA.Create(new RSAParameters { Modulus = Octets("n"), Exponent = Octets("e") });
        var padding = key.GetProperty("alg").GetString() == "PS256" ? RSASignaturePadding.Pss : RSASignaturePadding.Pkcs1;
        return rsa.VerifyData(data, signature, HashAlgorithmName.SHA256, padding);
    }
}
