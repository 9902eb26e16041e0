using System.Buffers;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Tollgate.Domain.Protocol;

/// <summary>
/// PKCE (RFC 7636 §4). The server accepts only S256, because <c>plain</c> does not protect against an attacker who can read the request.
/// </summary>
public static class CodeChallenge
{
    public const string Method = "S256";

    private static readonly SearchValues<char> Unreserved =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~");

    /// <summary>A base64url SHA-256: 43 characters.</summary>
    public static bool IsWellFormed(string challenge) => challenge.Length == 43 && !challenge.AsSpan().ContainsAnyExcept(Base64UrlAlphabet.Characters);

    /// <summary>32 to 128 unreserved characters. RFC 7636 §4.1 requires at least 43; docs/adr/0011 gives the reason for 32.</summary>
    public static bool IsVerifier(string verifier) => verifier.Length is >= 32 and <= 128 && !verifier.AsSpan().ContainsAnyExcept(Unreserved);

    public static string Of(string verifier) => Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(verifier)));

    public static bool Fits(string challenge, string verifier) =>
        CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(Of(verifier)), Encoding.ASCII.GetBytes(challenge));
}
