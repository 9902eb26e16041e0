using System.Net;

namespace Tollgate.Functions.Tests.Pages;

/// <summary>A start tag as a browser's parser finds it (HTML §13.2.5), with its attributes decoded.</summary>
/// <param name="Text">What stands in an element whose content is no markup: script, style, title, textarea.</param>
internal sealed record PageElement(string Name, IReadOnlyDictionary<string, string> Attributes, string Text)
{
    private const string Spaces = "\t\n\f\r ";

    /// <summary>For the message of a failed test.</summary>
    public override string ToString() => $"<{Name} {string.Join(' ', Attributes)}>";

    public static IReadOnlyList<PageElement> AllOf(string html)
    {
        var all = new List<PageElement>();
        var at = 0;
        while ((at = html.IndexOf('<', at)) >= 0 && ++at < html.Length)
            if (char.IsAsciiLetter(html[at]))
                all.Add(ReadStart(html, ref at));
            else if (html[at] == '/' && at + 1 < html.Length && char.IsAsciiLetter(html[at + 1]))
                ReadTag(html, ref at);
            else if (html[at] is '!' or '?' or '/')
                at = End(html, html.AsSpan(at).StartsWith("!--") ? "-->" : ">", at);
        return all;
    }

    private static PageElement ReadStart(string html, ref int at)
    {
        var (name, attributes) = ReadTag(html, ref at);
        if (name is not ("script" or "style" or "title" or "textarea"))
            return new PageElement(name, attributes, "");
        var start = at = Math.Min(at + 1, html.Length);
        for (var end = at; (end = html.IndexOf("</" + name, end, StringComparison.OrdinalIgnoreCase)) >= 0; end++)
            if (end + name.Length + 2 == html.Length || (Spaces + "/>").Contains(html[end + name.Length + 2], StringComparison.Ordinal))
                return new PageElement(name, attributes, html[start..(at = end)]);
        return new PageElement(name, attributes, html[start..(at = html.Length)]);
    }

    private static (string Name, Dictionary<string, string> Attributes) ReadTag(string html, ref int at)
    {
        var name = ReadUntil(html, ref at, Spaces + "/>").ToLowerInvariant();
        var attributes = new Dictionary<string, string>();
        while (true)
        {
            while (at < html.Length && (Spaces + "/").Contains(html[at], StringComparison.Ordinal))
                at++;
            if (at >= html.Length || html[at] == '>')
                return (name, attributes);
            var attribute = html[at++] + ReadUntil(html, ref at, Spaces + "/>=");
            // Of two with the same name the first counts.
            attributes.TryAdd(attribute.ToLowerInvariant(), ReadValue(html, ref at));
        }
    }

    private static string ReadValue(string html, ref int at)
    {
        var next = at;
        ReadSpaces(html, ref next);
        if (next >= html.Length || html[next] != '=')
            return "";
        at = next + 1;
        ReadSpaces(html, ref at);
        if (at < html.Length && html[at] is '"' or '\'')
        {
            var quoted = ReadUntil(html, ref at, $"{html[at++]}");
            at = Math.Min(at + 1, html.Length);
            return WebUtility.HtmlDecode(quoted);
        }

        return WebUtility.HtmlDecode(ReadUntil(html, ref at, Spaces + ">"));
    }

    private static void ReadSpaces(string html, ref int at)
    {
        while (at < html.Length && Spaces.Contains(html[at], StringComparison.Ordinal))
            at++;
    }

    private static string ReadUntil(string html, ref int at, string ends)
    {
        var start = at;
        at = html.AsSpan(start).IndexOfAny(ends) is var length and >= 0 ? start + length : html.Length;
        return html[start..at];
    }

    private static int End(string html, string end, int at) =>
        html.IndexOf(end, at, StringComparison.Ordinal) is var found and >= 0 ? found + end.Length : html.Length;
}
