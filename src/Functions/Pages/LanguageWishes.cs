namespace Tollgate.Functions.Pages;

/// <summary>The parts of a request that ask for a language, as received.</summary>
/// <param name="Lang">The parameter <c>lang</c>.</param>
/// <param name="Cookie">The language cookie.</param>
/// <param name="UiLocales">The parameter <c>ui_locales</c>: languages by preference, separated by spaces.</param>
internal readonly record struct LanguageWishes(string? Lang, string? Cookie, string? UiLocales, string? AcceptLanguage)
{
    /// <summary>Whether the user chose <see cref="Lang"/> on a page of this server or typed it, so that no other site did.</summary>
    public bool IsOfUser { get; init; }
}
