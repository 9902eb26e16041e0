namespace Tollgate.Functions.Http;

/// <summary>Finds the workspace in the address of a request.</summary>
internal static class WorkspaceAddress
{
    /// <summary>
    /// Returns the first segment of the path. A well-known address may end with the path of the issuer (RFC 8414 §3.1); the method then
    /// returns the segment after the document's name. It reads the path, because the host may bind a route parameter from the query.
    /// </summary>
    public static string NameIn(string path)
    {
        var segments = path.Trim('/').Split('/', 4);
        return segments is [".well-known", _, var last, ..] ? last : segments[0];
    }
}
