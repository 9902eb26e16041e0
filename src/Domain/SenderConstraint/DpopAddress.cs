using Tollgate.Domain.Messages;

namespace Tollgate.Domain.SenderConstraint;

/// <summary>
/// Compares the htu of a proof with the configured addresses of an endpoint (RFC 9449 §4.3). It ignores query and fragment. It accepts other
/// spellings of the same address (RFC 3986 §6.2.2, §6.2.3). It also accepts a slash at the end, because published guides print one.
/// </summary>
internal static class DpopAddress
{
    public static bool IsOf(EndpointRequest request, string uri)
    {
        var end = uri.AsSpan().IndexOfAny('?', '#');
        var bare = end < 0 ? uri : uri[..end];
        if (bare == request.Address)
            return true;
        var alias = request.Workspace.AliasOf(request.Path);
        return bare == alias
            || (Normalized(bare) is { } normalized && (normalized == Normalized(request.Address) || (alias is not null && normalized == Normalized(alias))));
    }

    /// <summary>Null when the text is not a plain address. The framework would also take one with blanks or backslashes.</summary>
    private static string? Normalized(string address) =>
        !address.AsSpan().ContainsAnyExceptInRange('!', '~') && !address.Contains('\\', StringComparison.Ordinal)
        && Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.UserInfo.Length == 0
            ? WithoutSlash(uri.GetLeftPart(UriPartial.Path))
            : null;

    private static string WithoutSlash(string address) => address.EndsWith('/') ? address[..^1] : address;
}
