namespace Tollgate.Functions.Pages;

/// <summary>The parts of a request that ask for a language, as received.</summary>
/// <param name="Lang">The parameter <c>lang</c>.</param>
/// <param name="Cookie">The language cookie.</param>
/// <param name="UiLocales">The parameter <c>ui_locales</c>: languages by preference, separated by spaces.</param>
internal readonly record struct LanguageWishes(string? Lang, string? Cookie, string? UiLocales, string? AcceptLanguage)
{
    /// <summary>
    /// The ui_locales of a stored authorization request. Nothing carries them on, because each page of the request reads them again.
    /// </summary>
    public string? StoredUiLocales { get; init; }

    /// <summary>Whether <see cref="Lang"/> is the user's own choice. It is not when the request comes from another site.</summary>
    public bool IsOfUser { get; init; }
}
