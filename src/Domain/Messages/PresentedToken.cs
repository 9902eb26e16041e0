using Tollgate.Domain.Protocol;

namespace Tollgate.Domain.Messages;

/// <summary>A token in an Authorization header (RFC 6750 §2.1, RFC 9449 §7.1).</summary>
public sealed record PresentedToken(string Scheme, string Text)
{
    public bool IsBearer => Scheme == AuthenticationSchemes.Bearer;

    /// <summary>
    /// The token after <c>Bearer</c> or <c>DPoP</c>, or the whole value when it has no scheme, because published client examples send a
    /// token without a scheme. Null when the header is missing or names another scheme.
    /// </summary>
    public static PresentedToken? Read(string? authorization)
    {
        var value = authorization?.Trim();
        if (string.IsNullOrEmpty(value))
            return null;
        var blank = value.IndexOf(' ', StringComparison.Ordinal);
        if (blank < 0)
            return new PresentedToken(AuthenticationSchemes.Bearer, value);
        return SchemeOf(value.AsSpan(0, blank)) is { } scheme ? new PresentedToken(scheme, value[blank..].Trim()) : null;
    }

    /// <summary>The token of a request that uses Bearer. Null for any other request.</summary>
    public static string? BearerOf(string? authorization) => Read(authorization) is { IsBearer: true } token ? token.Text : null;

    private static string? SchemeOf(ReadOnlySpan<char> scheme) =>
        scheme.Equals(AuthenticationSchemes.Bearer, StringComparison.OrdinalIgnoreCase) ? AuthenticationSchemes.Bearer
        : scheme.Equals(AuthenticationSchemes.DPoP, StringComparison.OrdinalIgnoreCase) ? AuthenticationSchemes.DPoP
        : null;
}
