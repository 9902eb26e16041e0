using System.Buffers;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Tollgate.Domain.Protocol;

/// <summary>PKCE (RFC 7636 §4): S256 only, as <c>plain</c> protects nobody who can read the request.</summary>
public static class CodeChallenge
{
    public const string Method = "S256";

    private static readonly SearchValues<char> Unreserved =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~");

    /// <summary>A base64url SHA-256: 43 characters.</summary>
    public static bool IsWellFormed(string challenge) => challenge.Length == 43 && !challenge.AsSpan().ContainsAnyExcept(Base64UrlAlphabet.Characters);

    /// <summary>Unreserved characters, at most 128; at least 32 where the RFC wants 43 (docs/adr/0011).</summary>
    public static bool IsVerifier(string verifier) => verifier.Length is >= 32 and <= 128 && !verifier.AsSpan().ContainsAnyExcept(Unreserved);

    public static string Of(string verifier) => Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(verifier)));

    public static bool Fits(string challenge, string verifier) =>
        CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(Of(verifier)), Encoding.ASCII.GetBytes(challenge));
}
