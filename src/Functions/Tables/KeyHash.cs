using System.Security.Cryptography;
using System.Text;

namespace Tollgate.Functions.Tables;

/// <summary>Turns what callers choose, such as usernames, into text that fits a table key: 128 bits of its SHA-256.</summary>
internal static class KeyHash
{
    public static string Of(params ReadOnlySpan<string> parts) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', parts!))).AsSpan(0, 16));
}
