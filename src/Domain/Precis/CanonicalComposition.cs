using System.Text;

namespace Tollgate.Domain.Precis;

/// <summary>Normalization Form C (Unicode Standard Annex #15).</summary>
internal static class CanonicalComposition
{
    public static string Of(string text)
    {
        if (Ascii.IsValid(text))
            return text;
        var characters = new List<int>(text.Length);
        foreach (var rune in text.EnumerateRunes())
            Decompose(rune.Value, characters);
        Order(characters);
        return Compose(characters);
    }

    private static void Decompose(int character, List<int> characters)
    {
        if (Hangul.Decompose(character, characters))
            return;
        if (UnicodeTable.Instance.DecompositionOf(character) is not { } parts)
        {
            characters.Add(character);
            return;
        }

        foreach (var part in parts)
            Decompose(part, characters);
    }

    /// <summary>Sorts the marks after each starter by their class. Marks of the same class keep their order.</summary>
    private static void Order(List<int> characters)
    {
        for (var i = 1; i < characters.Count; i++)
        {
            var (moved, place) = (ClassOf(characters[i]), i);
            while (moved > 0 && place > 0 && ClassOf(characters[place - 1]) > moved)
            {
                (characters[place - 1], characters[place]) = (characters[place], characters[place - 1]);
                place--;
            }
        }
    }

    private static string Compose(List<int> characters)
    {
        var composed = new List<int>(characters.Count);
        var starter = -1;
        byte last = 0;
        foreach (var character in characters)
        {
            var its = ClassOf(character);
            // A mark is blocked when another starter, or a mark of the same or a higher class, stands between it and the starter.
            var isNext = starter >= 0 && (starter == composed.Count - 1 || (last < its && last > 0));
            if (isNext && (Hangul.Compose(composed[starter], character) ?? UnicodeTable.Instance.Compose(composed[starter], character)) is { } both)
            {
                composed[starter] = both;
                continue;
            }

            if (its == 0)
                starter = composed.Count;
            last = its;
            composed.Add(character);
        }

        var text = new StringBuilder(composed.Count);
        foreach (var character in composed)
            text.Append(new Rune(character));
        return text.ToString();
    }

    private static byte ClassOf(int character) => UnicodeTable.Instance.CombiningClassOf(character);
}
