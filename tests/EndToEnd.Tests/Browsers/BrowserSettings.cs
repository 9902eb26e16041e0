namespace Tollgate.EndToEnd.Tests.Browsers;

/// <summary>The person who uses the browser, and the settings of the browser.</summary>
/// <param name="Issuer">The authorization server that the person visits.</param>
internal sealed record BrowserSettings(string Issuer)
{
    /// <summary>The language in which the person reads the pages.</summary>
    public string Language { get; init; } = "en";

    /// <summary>What the browser sends as Accept-Language.</summary>
    public string Accept { get; init; } = "en-US";

    /// <summary>What the client asks for as ui_locales.</summary>
    public string? UiLocales { get; init; }

    public bool RunsScripts { get; init; }
}
