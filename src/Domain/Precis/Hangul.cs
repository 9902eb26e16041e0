namespace Tollgate.Domain.Precis;

/// <summary>The syllables of Hangul, whose decompositions are computed (The Unicode Standard, section 3.12).</summary>
internal static class Hangul
{
    private const int Syllables = 0xAC00;
    private const int Leading = 0x1100;
    private const int Vowels = 0x1161;
    private const int BeforeTrailing = 0x11A7;
    private const int LeadingCount = 19;
    private const int VowelCount = 21;
    private const int TrailingCount = 28;
    private const int SyllableCount = LeadingCount * VowelCount * TrailingCount;

    public static bool Decompose(int character, List<int> characters)
    {
        var index = character - Syllables;
        if (index is < 0 or >= SyllableCount)
            return false;
        characters.Add(Leading + (index / (VowelCount * TrailingCount)));
        characters.Add(Vowels + (index % (VowelCount * TrailingCount) / TrailingCount));
        if (index % TrailingCount > 0)
            characters.Add(BeforeTrailing + (index % TrailingCount));
        return true;
    }

    public static int? Compose(int first, int second)
    {
        var (leading, vowel) = (first - Leading, second - Vowels);
        if (leading is >= 0 and < LeadingCount && vowel is >= 0 and < VowelCount)
            return Syllables + (((leading * VowelCount) + vowel) * TrailingCount);
        var (syllable, trailing) = (first - Syllables, second - BeforeTrailing);
        return syllable is >= 0 and < SyllableCount && syllable % TrailingCount == 0 && trailing is > 0 and < TrailingCount ? first + trailing : null;
    }
}
