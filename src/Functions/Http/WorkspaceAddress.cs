namespace Tollgate.Functions.Http;

/// <summary>Finds the workspace in the address of a request.</summary>
internal static class WorkspaceAddress
{
    /// <summary>
    /// The first segment of the path. For well-known addresses that append the path of the issuer, the segment after the
    /// document's name (RFC 8414 §3.1). It is read from the path, because the host may bind a route parameter from the query.
    /// </summary>
    public static string NameIn(string path)
    {
        var segments = path.Trim('/').Split('/', 4);
        return segments is [".well-known", _, var last, ..] ? last : segments[0];
    }
}
