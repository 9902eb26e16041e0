using System.Security.Cryptography;
using System.Text;

namespace Tollgate.Domain.Handles;

/// <summary>
/// Turns text that callers choose, such as usernames, into text that is valid in any store's key: 128 bits of its SHA-256.
/// </summary>
public static class KeyHash
{
    public static string Of(params ReadOnlySpan<string> parts) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', parts!))).AsSpan(0, 16));
}
