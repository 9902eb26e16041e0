using System.Globalization;

namespace Tollgate.Domain.Authorization;

/// <summary>Compares redirection URIs.</summary>
public static class RedirectUri
{
    private static readonly string[] Literals = ["http://127.0.0.1", "http://[::1]"];
    private static readonly string[] Localhost = ["http://localhost"];

    /// <summary>
    /// Compares character by character. Only the port of an http address on the loopback interface is ignored (RFC 8252 §7.3). For
    /// the name localhost, the port is ignored only if the registered address has no port (RFC 9700 §2.1). Apps that listen on any
    /// port register such an address.
    /// </summary>
    public static bool Matches(string registered, string asked) =>
        registered == asked
        || (WithoutPort(registered, Literals) is { } bare && bare == WithoutPort(asked, Literals))
        || registered == WithoutPort(asked, Localhost);

    /// <summary>The origin, or the scheme that is private to an app, for people to read.</summary>
    public static string OriginOf(string redirectUri)
    {
        var uri = new Uri(redirectUri);
        return uri.Scheme is "http" or "https" ? uri.GetLeftPart(UriPartial.Authority) : uri.Scheme + ":";
    }

    /// <summary>
    /// Null unless the address begins with one of <paramref name="starts"/>. It reads the text, because a URI parser accepts too much.
    /// </summary>
    private static string? WithoutPort(string uri, string[] starts)
    {
        foreach (var start in starts)
        {
            if (!uri.StartsWith(start, StringComparison.Ordinal))
                continue;
            var rest = uri.AsSpan(start.Length);
            if (rest.StartsWith(":"))
            {
                var digits = rest[1..].IndexOfAnyExceptInRange('0', '9');
                var port = digits < 0 ? rest[1..] : rest[1..(digits + 1)];
                if (!ushort.TryParse(port, NumberStyles.None, CultureInfo.InvariantCulture, out _))
                    return null;
                rest = rest[(1 + port.Length)..];
            }

            return rest.IsEmpty || rest[0] is '/' or '?' ? string.Concat(start, rest) : null;
        }

        return null;
    }
}
