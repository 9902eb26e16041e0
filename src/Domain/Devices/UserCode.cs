using System.Text;
using Tollgate.Domain.Handles;

namespace Tollgate.Domain.Devices;

/// <summary>
/// The code that a person types (RFC 8628 §6.1): three letters and five digits without vowels and look-alikes. There are 17³ · 8⁵ codes,
/// about 161 million. The position separates letters from digits, so a B read as 8 still works.
/// </summary>
public static class UserCode
{
    private const string Letters = "BCDFGHJKMNPQRTVWX";
    private const string Digits = "23456789";
    private const int LetterCount = 3;
    private const int Length = 8;

    public static string New(Randomness randomness)
    {
        Span<char> code = stackalloc char[Length];
        for (var i = 0; i < Length; i++)
        {
            var alphabet = i < LetterCount ? Letters : Digits;
            code[i] = alphabet[Below(alphabet.Length, randomness)];
        }

        return code.ToString();
    }

    /// <summary>The stored form, independent of the typed case and separators. Null when the text cannot be a code.</summary>
    public static string? Normalize(string? typed)
    {
        if (typed is null || typed.Length > 64)
            return null;
        var code = new StringBuilder(Length);
        foreach (var c in typed.ToUpperInvariant())
            if (c is not (' ' or '-' or '.' or '_'))
                code.Append(code.Length < LetterCount ? AsLetter(c) : AsDigit(c));
        for (var i = 0; i < code.Length; i++)
            if (!(i < LetterCount ? Letters : Digits).Contains(code[i], StringComparison.Ordinal))
                return null;
        return code.Length == Length ? code.ToString() : null;
    }

    private static char AsLetter(char c) => c == '8' ? 'B' : c == '6' ? 'G' : c;

    private static char AsDigit(char c) => c switch { 'B' => '8', 'G' => '6', 'S' => '5', 'Z' => '2', _ => c };

    /// <summary>Draws another octet where a plain remainder would favour some results.</summary>
    private static int Below(int count, Randomness randomness)
    {
        Span<byte> octet = stackalloc byte[1];
        do
            randomness.Fill(octet);
        while (octet[0] >= 256 / count * count);
        return octet[0] % count;
    }
}
