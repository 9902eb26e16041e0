using System.Collections.Frozen;
using System.Reflection;
using System.Text.Json;

namespace Tollgate.Functions.Pages;

/// <summary>The languages of the pages: one JSON file each in Pages/Languages. Adding a file adds a language.</summary>
public static class Languages
{
    private const string Prefix = "Tollgate.Functions.Pages.Languages.";

    private static readonly Lazy<FrozenDictionary<string, Texts>> Loaded = new(Load);

    /// <summary>English first: it is what remains when nothing else fits.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        .. Assembly.GetExecutingAssembly().GetManifestResourceNames()
            .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal))
            .Select(name => name[Prefix.Length..^".json".Length])
            .OrderBy(name => name != "en").ThenBy(name => name, StringComparer.Ordinal),
    ];

    public static Texts In(string language) => Loaded.Value[language];

    /// <summary>
    /// The first that fits: what the client asks for (OpenID Connect Core §3.1.2.1), then what the browser prefers (RFC 9110
    /// §12.5.4), then the workspace's first.
    /// </summary>
    /// <param name="offered">The languages of the workspace; those that have no file do not count.</param>
    public static Texts For(string? uiLocales, string? acceptLanguage, IReadOnlyList<string> offered) =>
        In((uiLocales ?? "").Split(' ').Concat(ByPreference(acceptLanguage)).Concat(offered)
            .Select(range => Find(range, offered)).FirstOrDefault(name => name is not null) ?? Names[0]);

    private static string? Find(string range, IReadOnlyList<string> offered)
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
            && double.TryParse(parts[1].Trim()[2..], System.Globalization.CultureInfo.InvariantCulture, out var weight) ? weight : 0;

    private static FrozenDictionary<string, Texts> Load() => Names.ToFrozenDictionary(name => name, name =>
    {
        using var file = Assembly.GetExecutingAssembly().GetManifestResourceStream($"{Prefix}{name}.json")!;
        return new Texts(name, JsonSerializer.Deserialize(file, PagesJson.Default.DictionaryStringString)!);
    });
}
