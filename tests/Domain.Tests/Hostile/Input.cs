using System.Text;
using FsCheck;
using FsCheck.Fluent;

namespace Tollgate.Domain.Tests.Hostile;

/// <summary>Random inputs that contain hostile pieces more often than pure chance would.</summary>
internal static class Input
{
    private static readonly string[] Snippets =
    [
        "", " ", "  ", "\t", "\r\n", "\n", "\0", "%", "%0", "%00", "%0d%0a", "%zz", "%25", "%C3%28", "%E2%80%AE", "+", "&", "=", "&&", "==", ";", ",", ".",
        "..",
        ":", "/", "//", "\\", "?", "#", "@", "*", "\"", "'", "<", ">", "<script>alert(1)</script>", "\" onload=\"", "' or '1' eq '1", "{", "}", "[", "]",
        "{\"a\":1}",
        "null", "true", "-1", "0", "9999999999999999999999", "1e400", "NaN", "é", "ß", "İ", "ſ", "\u202e", "\u2028", "\ufeff", "\ufffd", "😀", "\ud800",
        "\udfff",
        "http://", "https://", "127.0.0.1", "[::1]", "localhost", "default", "openid", "scope", "client_id", "grant_type", "resource", "en", "fr", "q=",
        "Basic ",
        "Bearer ", "A", "z", "7", "-", "_", "~", new('a', 300), new('%', 50), new('[', 100),
    ];

    /// <summary>Any text that a .NET string can hold, including broken surrogates.</summary>
    public static Gen<string> Text { get; } = Of(Gen.OneOf(
        Gen.Elements(Snippets),
        Gen.Choose(0x20, 0x7e).Select(code => $"{(char)code}"),
        Gen.Choose(0, 0xffff).Select(code => $"{(char)code}")));

    /// <summary>Any text that can result from decoding UTF-8.</summary>
    public static Gen<string> Unicode { get; } = Text.Select(text => Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text)));

    public static Gen<string> VisibleAscii { get; } = Of(Gen.OneOf(
        Gen.Elements(Snippets.Where(snippet => snippet.All(c => c is > ' ' and < '\x7f')).ToArray()),
        Gen.Choose('!', '~').Select(code => $"{(char)code}")));

    /// <summary>The octets of a text, random octets, and the octets of a text with a change.</summary>
    public static Gen<byte[]> Octets { get; } = Gen.OneOf(
        Text.Select(Encoding.UTF8.GetBytes),
        Gen.Choose(0, 255).Select(octet => (byte)octet).ArrayOf(),
        from text in Text from octet in Gen.Choose(0, 255) from at in Gen.Choose(0, 1000) select Changed(Encoding.UTF8.GetBytes(text), at, (byte)octet));

    /// <summary>The text with a piece inserted at one place. The piece may replace up to three characters.</summary>
    public static Gen<string> Mutated(string text) =>
        from at in Gen.Choose(0, text.Length - 1)
        from piece in Gen.OneOf(Gen.Elements(Snippets), Gen.Choose('!', '~').Select(code => $"{(char)code}"))
        from removed in Gen.Choose(0, 3)
        select text[..at] + piece + text[Math.Min(text.Length, at + removed)..];

    private static Gen<string> Of(Gen<string> pieces) => pieces.ListOf().Select(string.Concat);

    private static byte[] Changed(byte[] octets, int at, byte octet)
    {
        if (octets.Length > 0)
            octets[at % octets.Length] = octet;
        return octets;
    }
}
