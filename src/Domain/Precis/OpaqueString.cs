using System.Globalization;
using System.Text;

namespace Tollgate.Domain.Precis;

/// <summary>The mappings of the profile OpaqueString for passwords (RFC 8265 §4.2): every blank becomes a space, then the text is composed.</summary>
public static class OpaqueString
{
    public static string Of(string text)
    {
        if (Ascii.IsValid(text))
            return text;
        var spaced = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
            spaced.Append(Rune.GetUnicodeCategory(rune) == UnicodeCategory.SpaceSeparator ? new Rune(' ') : rune);
        return CanonicalComposition.Of(spaced.ToString());
    }
}
