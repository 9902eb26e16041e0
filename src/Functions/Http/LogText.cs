using System.Globalization;

namespace Tollgate.Functions.Http;

/// <summary>Text of a caller must neither look like a log line of its own nor reverse the direction of the text beside it.</summary>
internal static class LogText
{
    public static string OnOneLine(string? text) => text is null ? "" : string.Create(text.Length, text, static (line, source) =>
    {
        for (var i = 0; i < line.Length; i++)
            line[i] = IsShown(source[i]) ? source[i] : ' ';
    });

    private static bool IsShown(char character) => char.GetUnicodeCategory(character) is not
        (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);
}
