namespace Tollgate.Functions.Pages;

/// <summary>
/// The language of one answer. The first of these sources that names a language of the workspace decides: the parameter <c>lang</c>, the
/// user's earlier choice in a cookie, the client's <c>ui_locales</c> (OpenID Connect Core §3.1.2.1), the browser's Accept-Language (RFC
/// 9110 §12.5.4), the workspace's first language.
/// </summary>
internal sealed record PageLanguage(Texts Texts)
{
    /// <summary>The parameter of the user's own choice. It sets the cookie.</summary>
    public const string Lang = "lang";

    /// <summary>The parameter of a client, or of a link on another site. It never sets the cookie.</summary>
    public const string UiLocales = "ui_locales";

    /// <summary>
    /// The parameter that decided. Forms, links and redirects carry it on. Null when no parameter decided: the browser sends its cookies
    /// and headers by itself.
    /// </summary>
    public string? Parameter { get; init; }

    /// <summary>Whether the user chose a language that the cookie does not have yet.</summary>
    public bool IsNewChoice { get; init; }

    /// <param name="offered">The languages of the workspace. A language without a file does not count.</param>
    public static PageLanguage Of(LanguageWishes wishes, IReadOnlyList<string> offered)
    {
        if (Languages.Find(wishes.Lang, offered) is { } named)
            return wishes.IsOfUser
                ? new(named) { Parameter = Lang, IsNewChoice = wishes.Cookie != named.Language }
                : new(named) { Parameter = UiLocales };
        if (Languages.Find(wishes.Cookie, offered) is { } chosen)
            return new(chosen);
        if (Languages.Find(wishes.UiLocales, offered) is { } wished)
            return new(wished) { Parameter = UiLocales };
        if (Languages.Find(wishes.StoredUiLocales, offered) is { } stored)
            return new(stored);
        return new(Languages.Preferred(wishes.AcceptLanguage, offered));
    }

    /// <summary>
    /// The address with the parameter, if it is an address of this server. A query that names its language stays as it is, such as the
    /// query of an interrupted request.
    /// </summary>
    public string CarryOn(string address) => Parameter is null || !address.StartsWith('/') || SaysLanguage(address)
        ? address
        : $"{address}{(address.Contains('?', StringComparison.Ordinal) ? '&' : '?')}{Parameter}={Texts.Language}";

    private static bool SaysLanguage(string address)
    {
        var query = address.AsSpan(address.IndexOf('?', StringComparison.Ordinal) + 1);
        foreach (var range in query.Split('&'))
            if (query[range].StartsWith(Lang + "=", StringComparison.Ordinal) || query[range].StartsWith(UiLocales + "=", StringComparison.Ordinal))
                return true;
        return false;
    }
}
