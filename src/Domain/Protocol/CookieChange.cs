namespace Tollgate.Domain.Protocol;

/// <summary>A cookie to set, until <paramref name="ExpiresAt"/> or the browser closes; or to remove where there is no value.</summary>
public sealed record CookieChange(CookieKind Kind, string? Value, DateTimeOffset? ExpiresAt = null);
