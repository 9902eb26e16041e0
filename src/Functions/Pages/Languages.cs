using System.Collections.Frozen;
using System.Globalization;
using System.Reflection;
using System.Text.Json;

namespace Tollgate.Functions.Pages;

/// <summary>The languages of the pages: one JSON file each in Pages/Languages. Adding a file adds a language.</summary>
public static class Languages
{
    private const string Prefix = "Tollgate.Functions.Pages.Languages.";

    private static readonly Lazy<FrozenDictionary<string, Texts>> Loaded = new(Load);

    /// <summary>English is first, because it is the language when no other fits.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        .. Assembly.GetExecutingAssembly().GetManifestResourceNames()
            .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal))
            .Select(name => name[Prefix.Length..^".json".Length])
            .OrderBy(name => name != "en").ThenBy(name => name, StringComparer.Ordinal),
    ];

    public static Texts In(string language) => Loaded.Value[language];

    /// <summary>
    /// Finds a language of the workspace for a list of ranges, which spaces separate. The first range that fits decides. Null when no range
    /// fits.
    /// </summary>
    /// <param name="offered">The languages of the workspace. A language without a file does not count.</param>
    public static Texts? Find(string? ranges, IReadOnlyList<string> offered) => First((ranges ?? "").Split(' '), offered);

    /// <summary>The language that the browser prefers (RFC 9110 §12.5.4), else the first language of the workspace.</summary>
    public static Texts Preferred(string? acceptLanguage, IReadOnlyList<string> offered) =>
        First(ByPreference(acceptLanguage).Concat(offered), offered) ?? In(Names[0]);

    private static Texts? First(IEnumerable<string> ranges, IReadOnlyList<string> offered) =>
        ranges.Select(range => NameOf(range, offered)).FirstOrDefault(name => name is not null) is { } found ? In(found) : null;

    private static string? NameOf(string range, IReadOnlyList<string> offered)
    {
        var language = range.Split('-')[0];
        return Names.FirstOrDefault(name => name.Equals(language, StringComparison.OrdinalIgnoreCase) && offered.Contains(name));
    }

    private static IEnumerable<string> ByPreference(string? acceptLanguage) =>
        (acceptLanguage ?? "").Split(',', 20, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Select(item => item.Split(';', 2))
            .Select(parts => (Range: parts[0].Trim(), Weight: Weight(parts)))
            .Where(item => item.Weight > 0)
            .OrderByDescending(item => item.Weight)
            .Select(item => item.Range);

    private static double Weight(string[] parts) =>
        parts.Length == 1 ? 1
        : parts[1].Trim().StartsWith("q=", StringComparison.OrdinalIgnoreCase)
            && double.TryParse(parts[1].Trim()[2..], CultureInfo.InvariantCulture, out var weight) ? weight : 0;

    private static FrozenDictionary<string, Texts> Load() => Names.ToFrozenDictionary(name => name, name =>
    {
        using var file = Assembly.GetExecutingAssembly().GetManifestResourceStream($"{Prefix}{name}.json")!;
        return new Texts(name, JsonSerializer.Deserialize(file, PagesJson.Default.DictionaryStringString)!);
    });
}
