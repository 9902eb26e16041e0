using System.Text;
using System.Text.Unicode;

namespace Tollgate.Domain.Protocol;

/// <summary>Strict decoding of application/x-www-form-urlencoded text (RFC 6749 appendix B).</summary>
public static class FormUrlEncoding
{
    /// <summary>Null when the percent-encoding is broken, or when the decoded bytes are not UTF-8 or contain NUL.</summary>
    public static string? Decode(ReadOnlySpan<byte> encoded)
    {
        if (encoded.IndexOfAny("%+\0"u8) < 0)
            return Utf8.IsValid(encoded) ? Encoding.UTF8.GetString(encoded) : null;

        Span<byte> decoded = encoded.Length <= 512 ? stackalloc byte[encoded.Length] : new byte[encoded.Length];
        var length = 0;
        for (var i = 0; i < encoded.Length; i++)
        {
            var octet = encoded[i];
            if (octet == '+')
                octet = (byte)' ';
            else if (octet == '%')
            {
                if (i + 2 >= encoded.Length || !TryHex(encoded[i + 1], encoded[i + 2], out octet))
                    return null;
                i += 2;
            }

            if (octet == 0)
                return null;
            decoded[length++] = octet;
        }

        decoded = decoded[..length];
        return Utf8.IsValid(decoded) ? Encoding.UTF8.GetString(decoded) : null;
    }

    private static bool TryHex(byte high, byte low, out byte octet)
    {
        octet = 0;
        if (!char.IsAsciiHexDigit((char)high) || !char.IsAsciiHexDigit((char)low))
            return false;
        octet = (byte)((Value(high) << 4) | Value(low));
        return true;

        static int Value(byte digit) => digit <= '9' ? digit - '0' : (digit | 0x20) - 'a' + 10;
    }
}
