using System.Buffers.Text;
using System.Text;

namespace Tollgate.Functions.Tests.Secrets;

/// <summary>A secret in every encoding in which it could be stored: plain, base64 at any offset, base64url, hex, percent-encoded, octets.</summary>
internal sealed class Needle
{
    private readonly List<string> _texts;
    private readonly List<byte[]> _octets;

    private Needle(string name, byte[] octets, IEnumerable<string> texts)
    {
        Name = name;
        _octets = [octets];
        _texts = [.. texts, .. Encodings(octets)];
    }

    /// <summary>The name of the secret, for the message of a failed test.</summary>
    public string Name { get; }

    public static Needle Of(string name, string secret)
    {
        var octets = Encoding.UTF8.GetBytes(secret);
        var needle = new Needle(name, octets, [secret, Uri.EscapeDataString(secret), string.Concat(octets.Select(octet => $"%{octet:X2}"))]);
        // If the secret is valid base64url, code may have decoded it.
        if (Base64Url.IsValid(secret) && Base64Url.DecodeFromChars(secret) is { Length: >= 16 } decoded)
        {
            needle._octets.Add(decoded);
            needle._texts.AddRange(Encodings(decoded));
        }

        return needle;
    }

    public static Needle Of(string name, byte[] secret) => new(name, secret, []);

    public bool IsIn(object? value) => value switch
    {
        string text => _texts.Exists(each => text.Contains(each, StringComparison.OrdinalIgnoreCase)),
        byte[] octets => _octets.Exists(each => octets.AsSpan().IndexOf(each) >= 0),
        _ => false,
    };

    private static IEnumerable<string> Encodings(byte[] octets)
    {
        yield return Convert.ToHexString(octets);
        for (var offset = 0; offset < 3; offset++)
        {
            // The characters at both ends depend on the neighbouring octets, so only the characters between them are compared.
            var all = Convert.ToBase64String([.. new byte[offset], .. octets]);
            var first = offset == 0 ? 0 : offset + 1;
            var middle = all[first..((offset + octets.Length) * 8 / 6)];
            yield return middle;
            yield return middle.Replace('+', '-').Replace('/', '_');
        }
    }
}
