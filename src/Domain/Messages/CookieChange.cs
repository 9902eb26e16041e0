namespace Tollgate.Domain.Messages;

/// <summary>
/// Sets a cookie until <paramref name="ExpiresAt"/>, or until the browser closes when that is null. Removes the cookie when
/// <paramref name="Value"/> is null.
/// </summary>
public sealed record CookieChange(CookieKind Kind, string? Value, DateTimeOffset? ExpiresAt = null);

/// <summary>The cookies that this server sets.</summary>
public enum CookieKind
{
    /// <summary>The handle of the signed-in session.</summary>
    Session,

    /// <summary>A random value that identifies this browser. Forms are bound to it.</summary>
    Browser,

    /// <summary>The language that the user has chosen for the pages.</summary>
    Language,

    /// <summary>A notice for the page after a redirect. That page removes the cookie.</summary>
    Notice,
}
