using System.Globalization;

namespace Tollgate.Functions.Http;

/// <summary>Replaces with spaces the characters of a caller's text that could begin a new log line or reverse the direction of the text beside it.</summary>
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
