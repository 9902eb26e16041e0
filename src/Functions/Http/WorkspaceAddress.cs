namespace Tollgate.Functions.Http;

/// <summary>Finds the workspace in the address of a request.</summary>
internal static class WorkspaceAddress
{
    /// <summary>
    /// The first segment, or the last one of well-known addresses that name the issuer's path behind them (RFC 8414 §3.1).
    /// Read from the path itself: what the host binds to a route parameter may come from the query as well.
    /// </summary>
    public static string NameIn(string path)
    {
        var segments = path.Trim('/').Split('/', 4);
        return segments is [".well-known", _, var last, ..] ? last : segments[0];
    }
}
