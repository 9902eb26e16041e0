using Tollgate.Domain.Protocol;

namespace Tollgate.Domain.Messages;

/// <summary>Finds the access token in an Authorization header (RFC 6750 §2.1).</summary>
public static class BearerToken
{
    private const string Scheme = AuthenticationSchemes.Bearer + " ";

    /// <summary>
    /// The token after <c>Bearer</c>, or the whole value when it has no scheme, because published client examples send it so.
    /// Null when the header is missing or names another scheme.
    /// </summary>
    public static string? Read(string? authorization)
    {
        var value = authorization?.Trim();
        if (string.IsNullOrEmpty(value))
            return null;
        if (value.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
            return value[Scheme.Length..].Trim();
        return value.Contains(' ', StringComparison.Ordinal) ? null : value;
    }
}
