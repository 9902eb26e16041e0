using System.Buffers;

namespace Tollgate.Domain.Clients;

/// <summary>
/// Checks the redirection URIs that a client registers (RFC 6749 §3.1.2, RFC 8252 §7, RFC 9700 §2.1). It checks the text before it parses
/// the URI: requests are compared with the text character by character, and a parser accepts more than that comparison does.
/// </summary>
public static class RedirectUriRegistration
{
    public const int MaximumLength = 1000;

    /// <summary>All redirect URIs of a client together must fit one column of its row.</summary>
    public const int MaximumCount = 30;

    /// <summary>The characters of RFC 3986 §2 without the asterisk and the number sign, which have error messages of their own.</summary>
    private static readonly SearchValues<char> Characters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~:/?[]@!$&'()+,;=%");

    private static readonly SearchValues<char> SchemeCharacters = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789+-.");

    /// <summary>Null when the URI may be registered.</summary>
    public static RegistrationProblem? Check(string uri)
    {
        if (CharacterProblem(uri) is { } problem)
            return problem;
        var colon = uri.IndexOf(':', StringComparison.Ordinal);
        if (colon <= 0 || uri[..colon].AsSpan().ContainsAny("/?["))
            return new(
                "redirect_relative",
                "A redirect URI must be absolute: it begins with https://, with http:// for this machine, or with the app's own scheme.");
        var (scheme, rest) = (uri[..colon], uri[(colon + 1)..]);
        if (char.IsAsciiDigit(rest.FirstOrDefault()))
            return new(
                "redirect_host",
                "The part before the first colon is the scheme, but \"{0}\" looks like a host: put https:// before it (http:// for this machine).",
                scheme);
        if (scheme.AsSpan().ContainsAnyExcept(SchemeCharacters) || !char.IsAsciiLetterLower(scheme[0]))
            return new(
                "redirect_case",
                "The scheme of a redirect URI must have lower-case letters only, because redirect URIs are compared character by character.");
        if (HasUserInformation(rest))
            return new("redirect_user", "A redirect URI must have no user information (the part before an @), because it makes one host look like another.");
        return scheme switch
        {
            "https" => WebProblem(uri),
            "http" => WebProblem(uri) ?? LoopbackProblem(uri),
            _ => PrivateUseProblem(uri, scheme, rest),
        };
    }

    /// <summary>
    /// The scheme and host of a URI, or only the scheme when it is private to an app. The port is ignored (RFC 8252 §7.3).
    /// </summary>
    public static string OriginOf(string uri) => Uri.TryCreate(uri, UriKind.Absolute, out var parsed)
        && (parsed.Scheme == Uri.UriSchemeHttps || parsed.Scheme == Uri.UriSchemeHttp)
            ? $"{parsed.Scheme}://{parsed.Host}"
            : uri[..(uri.IndexOf(':', StringComparison.Ordinal) + 1)];

    private static RegistrationProblem? CharacterProblem(string uri)
    {
        if (uri.Length is 0 or > MaximumLength)
            return new("redirect_length", "A redirect URI must have 1 to {0} characters.", $"{MaximumLength}");
        if (uri.Contains('*', StringComparison.Ordinal))
            return new(
                "redirect_wildcard",
                "A redirect URI must have no wildcard (*), because redirect URIs are compared character by character: register each address.");
        if (uri.Contains('#', StringComparison.Ordinal))
            return new(
                "redirect_fragment",
                "A redirect URI must have no fragment (# and the rest), because the server may put its answer there: leave it out.");
        if (uri.AsSpan().ContainsAnyExcept(Characters))
            return new(
                "redirect_characters",
                "A redirect URI can contain only the characters of RFC 3986: percent-encode other characters, and write a host beyond ASCII in its xn-- form.");
        return uri.Split('%')[1..].Any(part => part.Length < 2 || !char.IsAsciiHexDigit(part[0]) || !char.IsAsciiHexDigit(part[1]))
            ? new("redirect_percent", "In a redirect URI, two hexadecimal digits must follow a percent sign. Write %25 for the sign itself.")
            : null;
    }

    private static bool HasUserInformation(string rest) =>
        rest.StartsWith("//", StringComparison.Ordinal) && rest[2..].Split('/', '?')[0].Contains('@', StringComparison.Ordinal);

    /// <summary>
    /// The host must be written as browsers write it. Otherwise the redirect_uri of a request would never equal the registered URI.
    /// </summary>
    private static RegistrationProblem? WebProblem(string uri)
    {
        if (!Uri.TryCreate(uri, UriKind.Absolute, out var parsed)
            || parsed.HostNameType is not (UriHostNameType.Dns or UriHostNameType.IPv4 or UriHostNameType.IPv6))
            return new(
                "redirect_authority",
                "The host or the port of the redirect URI is not valid. Write it like https://app.example/ or https://app.example:8443/.");
        var written = $"{parsed.Scheme}://{parsed.Host}";
        return uri.StartsWith(written, StringComparison.Ordinal) && (uri.Length == written.Length || uri[written.Length] is ':' or '/' or '?')
            ? null
            : new(
                "redirect_written",
                "Redirect URIs are compared character by character, and browsers write the beginning of this one as {0}: write it so.",
                written);
    }

    private static RegistrationProblem? LoopbackProblem(string uri) => new Uri(uri).Host is "127.0.0.1" or "[::1]" or "localhost"
        ? null
        : new(
            "redirect_http",
            "http is only for an app on the user's own machine (http://127.0.0.1, http://[::1], http://localhost): "
            + "on the way to another machine anybody could read the code. Use https.");

    private static RegistrationProblem? PrivateUseProblem(string uri, string scheme, string rest)
    {
        if (scheme.Split('.') is not [_, _, ..] labels || labels.Contains(""))
        {
            return new(
                "redirect_scheme",
                "The scheme \"{0}\" is neither https nor http nor an app's own scheme. "
                + "An app's own scheme is a reversed domain name of its maker, so it has a dot: com.example.app:/callback (RFC 8252 section 7.1).",
                scheme);
        }

        return rest.StartsWith('/') && Uri.TryCreate(uri, UriKind.Absolute, out _)
            ? null
            : new("redirect_path", "After an app's own scheme there must be a path that begins with a slash: {0}:/callback (RFC 8252 section 7.1).", scheme);
    }
}
