using System.Globalization;

namespace Tollgate.Functions.Pages;

/// <summary>Small pieces that several pages share.</summary>
internal static class Fragments
{
    public const string ProblemId = "problem";

    /// <summary>The problem above a form.</summary>
    public static Html Problem(string? text) =>
        text is null ? Html.Empty : $"<p class=\"problem\" id=\"{ProblemId}\" role=\"alert\">{text}</p>";

    /// <summary>A link to an address that somebody typed. An address that is neither http nor https stays text.</summary>
    public static Html Link(string address, string text) =>
        Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.Scheme is "https" or "http"
            ? (Html)$"<a class=\"name\" href=\"{address}\">{text}</a>"
            : $"<span class=\"name\">{text}</span>";

    /// <summary>The time in UTC, so that people in all time zones read the same text.</summary>
    public static Html Time(DateTimeOffset time)
    {
        var utc = time.ToUniversalTime();
        return $"<time datetime=\"{utc.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture)}\">{utc.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture)}&nbsp;UTC</time>";
    }

    public static Html Hidden(string name, string? value) => value is null ? Html.Empty : $"<input type=\"hidden\" name=\"{name}\" value=\"{value}\">";

    /// <summary>A link to the start page, for a page that has no other link.</summary>
    public static Html ToStart(PageContext context) => $"<a class=\"button quiet\" href=\"{context.Welcome}\">{context.Texts["request.back"]}</a>";

    /// <summary>Warns of a client that registered itself.</summary>
    public static Html Unvetted(string text, params string[] values) => $"<p class=\"unvetted name\">{Html.Format(text, values)}</p>";

    public static Html Notice(string text) => $"<p class=\"notice\" role=\"status\">{text}</p>";
}
