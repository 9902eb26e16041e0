namespace Tollgate.Domain.Protocol;

/// <summary>
/// Compares resource identifiers (RFC 8707 §2) as RFC 3986 §6.2.2.1 and §6.2.3 say: the case of scheme and host does not count, the
/// default port equals no port, and an empty path equals a slash. <see cref="Find"/> also allows for a slash at the end, which
/// clients add or drop.
/// </summary>
public static class ResourceIdentifier
{
    public static bool AreEqual(string one, string other) => one == other || Normalize(one) == Normalize(other);

    /// <summary>
    /// The registered form of an identifier, or null. An exact match comes first, then an equal form. A form that differs only by a slash
    /// at the end is found if no second registered form does.
    /// </summary>
    public static string? Find(string asked, IEnumerable<string> registered)
    {
        var all = registered.Distinct().ToArray();
        if (Array.IndexOf(all, asked) >= 0)
            return asked;
        var normalized = Normalize(asked);
        if (Array.Find(all, each => Normalize(each) == normalized) is { } equal)
            return equal;
        var near = Array.FindAll(all, each => DifferByASlash(Normalize(each), normalized));
        return near is [var only] ? only : null;
    }

    private static string Normalize(string identifier)
    {
        var colon = identifier.IndexOf(':', StringComparison.Ordinal);
        if (colon < 0)
            return identifier;
        var scheme = identifier[..colon].ToLowerInvariant();
        var (rest, start) = (identifier[colon..], "://".Length);
        if (!rest.StartsWith("://", StringComparison.Ordinal))
            return scheme + rest;
        var end = rest.AsSpan(start).IndexOfAny('/', '?', '#') is >= 0 and var length ? start + length : rest.Length;
        var host = rest.LastIndexOf('@', end - 1, end - start) + 1 is > 0 and var at ? at : start;
        var path = end == rest.Length || rest[end] != '/' ? "/" + rest[end..] : rest[end..];
        return $"{scheme}{rest[..host]}{WithoutDefaultPort(scheme, rest[host..end].ToLowerInvariant())}{path}";
    }

    private static string WithoutDefaultPort(string scheme, string host)
    {
        var port = scheme switch { "https" => ":443", "http" => ":80", _ => ":" };
        return host.EndsWith(port, StringComparison.Ordinal) ? host[..^port.Length] : host.TrimEnd(':');
    }

    private static bool DifferByASlash(string one, string other) => Math.Abs(one.Length - other.Length) == 1
        && !one.Contains('?', StringComparison.Ordinal) && (one + "/" == other || other + "/" == one);
}
