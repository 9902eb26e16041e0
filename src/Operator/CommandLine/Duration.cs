using System.Globalization;

namespace Tollgate.Operator.CommandLine;

/// <summary>Durations as people write them: a whole number and a unit, such as 90s, 10m, 8h, 14d.</summary>
internal static class Duration
{
    public const string Form = "90s, 10m, 8h or 14d";

    private const int MaximumDigits = 6;

    /// <summary>The units from the largest to the smallest.</summary>
    private static readonly (char Letter, TimeSpan Length)[] Units =
    [
        ('d', TimeSpan.FromDays(1)), ('h', TimeSpan.FromHours(1)), ('m', TimeSpan.FromMinutes(1)), ('s', TimeSpan.FromSeconds(1)),
    ];

    /// <summary>Null if the text is not a duration.</summary>
    public static TimeSpan? Parse(string text)
    {
        if (text.Length is < 2 or > MaximumDigits + 1 || !int.TryParse(text[..^1], NumberStyles.None, CultureInfo.InvariantCulture, out var count))
            return null;
        foreach (var (letter, length) in Units)
            if (letter == text[^1])
                return length * count;
        return null;
    }

    /// <summary>Uses the largest unit that gives a whole number.</summary>
    public static string Text(TimeSpan time)
    {
        foreach (var (letter, length) in Units)
            if (time > TimeSpan.Zero && time.Ticks % length.Ticks == 0)
                return $"{time.Ticks / length.Ticks}{letter}";
        return $"{(long)time.TotalSeconds}s";
    }
}
