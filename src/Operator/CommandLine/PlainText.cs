using System.Globalization;

namespace Tollgate.Operator.CommandLine;

/// <summary>Formats values for people at a terminal.</summary>
internal static class PlainText
{
    public static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture);

    /// <summary>Replaces control and formatting characters. A text from another person could steer the operator's terminal with them.</summary>
    public static string Printable(string text) =>
        text.Any(IsUnseen) ? string.Concat(text.Select(character => IsUnseen(character) ? '?' : character)) : text;

    /// <summary>Also joins the lines of the text.</summary>
    public static string OneLine(string text) => Printable(string.Join(' ', text.Split(['\r', '\n', '\t', ' '], StringSplitOptions.RemoveEmptyEntries)));

    /// <summary>Whether the text is one readable line.</summary>
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
