namespace Tollgate.EndToEnd.Tests.Browsers;

/// <summary>The person who uses the browser, and the settings of the browser.</summary>
/// <param name="Issuer">The authorization server that the person visits.</param>
internal sealed record BrowserSettings(string Issuer)
{
    /// <summary>The language in which the person reads the pages.</summary>
    public string Language { get; init; } = "en";

    /// <summary>The Accept-Language header of the browser.</summary>
    public string Accept { get; init; } = "en-US";

    /// <summary>The parameter ui_locales of the client's requests. Null if the client sends none.</summary>
    public string? UiLocales { get; init; }

    public bool RunsScripts { get; init; }
}
