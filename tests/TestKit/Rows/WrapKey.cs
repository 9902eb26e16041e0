using System.Buffers.Text;
using System.Security.Cryptography;

namespace Tollgate.TestKit.Rows;

/// <summary>A version of the vault's <c>wrap</c> key with its private key, as a JWK (RFC 7518 §6.3.2). The kid is the version.</summary>
public sealed record WrapKey(string Kty, string Kid, string N, string E, string D, string P, string Q, string Dp, string Dq, string Qi)
{
    public static WrapKey Of(string version, RSA key)
    {
        var parameters = key.ExportParameters(includePrivateParameters: true);
        return new("RSA", version, Text(parameters.Modulus), Text(parameters.Exponent), Text(parameters.D), Text(parameters.P), Text(parameters.Q),
            Text(parameters.DP), Text(parameters.DQ), Text(parameters.InverseQ));
    }

    public RSA ToRsa() => RSA.Create(new RSAParameters
    {
        Modulus = Octets(N),
        Exponent = Octets(E),
        D = Octets(D),
        P = Octets(P),
        Q = Octets(Q),
        DP = Octets(Dp),
        DQ = Octets(Dq),
        InverseQ = Octets(Qi),
    });

    private static string Text(byte[]? octets) => Base64Url.EncodeToString(octets);

    private static byte[] Octets(string text) => Base64Url.DecodeFromChars(text);
}
