using System.Globalization;

namespace Tollgate.Operator.CommandLine;

/// <summary>Values as people read them on a terminal.</summary>
internal static class PlainText
{
    public static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture);

    /// <summary>Control and formatting characters would steer the terminal of whoever lists what somebody else registered.</summary>
    public static string Printable(string text) =>
        text.Any(IsUnseen) ? string.Concat(text.Select(character => IsUnseen(character) ? '?' : character)) : text;

    /// <summary>The same of a text that may have several lines, on one.</summary>
    public static string OneLine(string text) => Printable(string.Join(' ', text.Split(['\r', '\n', '\t', ' '], StringSplitOptions.RemoveEmptyEntries)));

    /// <summary>Something to read, on one line.</summary>
    public static bool IsLine(string text, int maximumLength) =>
        text.Length <= maximumLength && !string.IsNullOrWhiteSpace(text) && !text.Any(IsUnseen);

    public static bool IsUnseen(char character) => char.GetUnicodeCategory(character) is
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;

    /// <summary>Rows with their columns aligned; the first row is the heading.</summary>
    public static IEnumerable<string> Columns(IReadOnlyList<string[]> rows)
    {
        var widths = rows[0].Select((_, column) => rows.Max(row => row[column].Length)).ToArray();
        return rows.Select(row => string.Join("  ", row.Select((cell, column) => cell.PadRight(widths[column]))).TrimEnd());
    }

    public static string Count(int count, string what) => count == 1 ? $"1 {what}" : $"{count} {what}s";
}
