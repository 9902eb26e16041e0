using System.Text;

namespace Tollgate.Domain.Precis;

/// <summary>
/// The mappings of the profile UsernameCaseMapped (RFC 8265 §3.3): width, case, composition. Names that the profile does not allow,
/// such as names with blanks, stay possible.
/// </summary>
internal static class UsernameCaseMapped
{
    public static string Of(string text)
    {
        if (Ascii.IsValid(text))
            return text.ToLowerInvariant();
        var usual = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
            usual.Append(new Rune(UnicodeTable.Instance.UsualWidthOf(rune.Value)));
        // The text is composed first, so that every spelling of a letter has the same lower case. It is composed again at the end, because the
        // lower case may compose differently.
        var lower = CanonicalComposition.Of(usual.ToString()).Replace("\u0130", "i\u0307", StringComparison.Ordinal).ToLowerInvariant();
        return CanonicalComposition.Of(lower);
    }
}
