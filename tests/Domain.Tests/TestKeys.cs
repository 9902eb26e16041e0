using System.Security.Cryptography;
using Tollgate.Domain.Keys;

namespace Tollgate.Domain.Tests;

/// <summary>The signing keys of the tests. Each key is made once. <see cref="Rs256"/> and <see cref="Ps256"/> use the same RSA key.</summary>
internal static class TestKeys
{
    private static readonly ECParameters Ec = NewEc();
    private static readonly RSAParameters Rsa = NewRsa();

    public static readonly InProcessSigningKey Es256 = Of(Ec);
    public static readonly InProcessSigningKey OtherEs256 = Of(NewEc());
    public static readonly InProcessSigningKey Rs256 = Of(SigningAlgorithms.RS256, Rsa);
    public static readonly InProcessSigningKey Ps256 = Of(SigningAlgorithms.PS256, Rsa);
    public static readonly InProcessSigningKey OtherPs256 = Of(SigningAlgorithms.PS256, NewRsa());

    /// <summary>The public RSA key in each form that an attacker could use as an HMAC secret.</summary>
    public static IReadOnlyList<byte[]> PublicRsaOctets()
    {
        using var rsa = RSA.Create(Rsa);
        return
        [
            rsa.ExportSubjectPublicKeyInfo(),
            rsa.ExportRSAPublicKey(),
            System.Text.Encoding.ASCII.GetBytes(rsa.ExportSubjectPublicKeyInfoPem()),
            System.Text.Encoding.ASCII.GetBytes(rsa.ExportSubjectPublicKeyInfoPem() + "\n"),
            Rsa.Modulus!,
        ];
    }

    public static InProcessSigningKey Of(string algorithm, RSAParameters key) =>
        new(new PublicKey(algorithm, key), () => RSA.Create(key));

    private static InProcessSigningKey Of(ECParameters key) =>
        new(new PublicKey(SigningAlgorithms.ES256, key), () => ECDsa.Create(key));

    private static ECParameters NewEc()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return key.ExportParameters(includePrivateParameters: true);
    }

    private static RSAParameters NewRsa()
    {
        using var key = RSA.Create(2048);
        return key.ExportParameters(includePrivateParameters: true);
    }
}
