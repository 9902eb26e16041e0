using System.Collections.Frozen;
using System.Globalization;

namespace Tollgate.Functions.Pages;

/// <summary>The texts of one language by their keys.</summary>
public sealed class Texts(string language, IReadOnlyDictionary<string, string> texts)
{
    private readonly FrozenDictionary<string, string> _texts = texts.ToFrozenDictionary();

    public string Language => language;

    public IEnumerable<string> Keys => _texts.Keys;

    public string this[string key] => _texts[key];

    public string Format(string key, params object[] values) => string.Format(CultureInfo.InvariantCulture, _texts[key], values);

    /// <summary>What a scope lets a client do, where there are words for it; else the scope itself.</summary>
    public string Scope(string scope) => _texts.GetValueOrDefault("scope." + scope, scope);
}
