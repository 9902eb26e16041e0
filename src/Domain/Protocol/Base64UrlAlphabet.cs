using System.Buffers;

namespace Tollgate.Domain.Protocol;

/// <summary>The characters of base64url without padding (RFC 4648 §5).</summary>
internal static class Base64UrlAlphabet
{
    public static readonly SearchValues<char> Characters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_");
}
