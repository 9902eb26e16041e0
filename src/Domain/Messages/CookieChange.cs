namespace Tollgate.Domain.Messages;

/// <summary>A cookie to set, until <paramref name="ExpiresAt"/> or the browser closes; or to remove where there is no value.</summary>
public sealed record CookieChange(CookieKind Kind, string? Value, DateTimeOffset? ExpiresAt = null);

/// <summary>The cookies that the server knows.</summary>
public enum CookieKind
{
    /// <summary>The handle of the signed-in session.</summary>
    Session,

    /// <summary>A random value that tells this browser from others: forms are bound to it.</summary>
    Browser,
}
