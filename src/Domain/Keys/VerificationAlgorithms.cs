using System.Security.Cryptography;

namespace Tollgate.Domain.Keys;

/// <summary>The JWS algorithms that signatures of other parties may have (RFC 7518 §3.1): no HMAC and no <c>none</c>.</summary>
public static class VerificationAlgorithms
{
    public static readonly IReadOnlyList<string> All = ["ES256", "ES384", "ES512", "PS256", "PS384", "PS512", "RS256", "RS384", "RS512"];

    internal static readonly IReadOnlyList<string> OfRsaKeys = [.. All.Where(IsRsa)];

    internal static bool IsRsa(string algorithm) => algorithm[0] is 'R' or 'P';

    internal static HashAlgorithmName HashOf(string algorithm) => algorithm[^3..] switch
    {
        "384" => HashAlgorithmName.SHA384,
        "512" => HashAlgorithmName.SHA512,
        _ => HashAlgorithmName.SHA256,
    };

    internal static RSASignaturePadding PaddingOf(string algorithm) =>
        algorithm[0] == 'P' ? RSASignaturePadding.Pss : RSASignaturePadding.Pkcs1;

    /// <summary>The algorithm of the keys on a curve, and the length of their coordinates (RFC 7518 §3.4, §6.2.1). Null for other curves.</summary>
    internal static (string Algorithm, int Octets)? OfCurve(string? curve) => curve switch
    {
        "P-256" => ("ES256", 32),
        "P-384" => ("ES384", 48),
        "P-521" => ("ES512", 66),
        _ => null,
    };

    internal static ECCurve CurveOf(string algorithm) => algorithm switch
    {
        "ES384" => ECCurve.NamedCurves.nistP384,
        "ES512" => ECCurve.NamedCurves.nistP521,
        _ => ECCurve.NamedCurves.nistP256,
    };
}
