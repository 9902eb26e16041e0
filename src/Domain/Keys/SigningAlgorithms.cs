using System.Security.Cryptography;

namespace Tollgate.Domain.Keys;

/// <summary>The JWS algorithms that tokens are signed with (RFC 7518 §3.1).</summary>
public static class SigningAlgorithms
{
    public const string ES256 = "ES256";
    public const string RS256 = "RS256";
    public const string PS256 = "PS256";

    public static readonly IReadOnlyList<string> All = [ES256, RS256, PS256];

    public static bool IsRsa(string algorithm) => algorithm is RS256 or PS256;

    internal static RSASignaturePadding PaddingOf(string algorithm) =>
        algorithm == PS256 ? RSASignaturePadding.Pss : RSASignaturePadding.Pkcs1;
}
