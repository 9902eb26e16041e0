using Tollgate.Domain.Messages;
using Tollgate.Domain.Workspaces;

namespace Tollgate.Domain.SignIn;

/// <summary>
/// The address that the browser goes on to after an interaction: the authorization endpoint of the same workspace with the
/// interrupted request, the device page, the applications page, or the welcome page. No other address is accepted.
/// </summary>
public static class Continuation
{
    /// <param name="query">The query of the request. The query also has the <see cref="Opening"/> when the request needs it.</param>
    public static string Of(Workspace workspace, string query) => $"{workspace.LocalPath(Paths.Authorize)}?{query}";

    /// <summary>The query of a continuation. Null when it does not lead to the authorization endpoint.</summary>
    public static string? QueryOf(Workspace workspace, string? continuation)
    {
        var start = workspace.LocalPath(Paths.Authorize) + "?";
        return continuation?.StartsWith(start, StringComparison.Ordinal) == true && !continuation.AsSpan().ContainsAnyExceptInRange('!', '~')
            ? continuation[start.Length..]
            : null;
    }

    /// <param name="raw">The query of the page; empty for the list.</param>
    public static string ToApplications(Workspace workspace, string raw) =>
        workspace.LocalPath(Paths.Applications) + (raw.Length == 0 ? "" : "?" + raw);

    /// <summary>Whether the continuation leads to a page of this server that asks users to sign in without a client.</summary>
    public static bool IsToOwnPage(Workspace workspace, string? continuation) =>
        continuation == ToWelcome(workspace)
        || IsTo(workspace.LocalPath(Paths.Device), "?user_code=", continuation)
        || IsTo(workspace.LocalPath(Paths.Applications), "?", continuation);

    public static string ToWelcome(Workspace workspace) => workspace.LocalPath("") is { Length: > 0 } path ? path : "/";

    public static string ToDevice(Workspace workspace, string? userCode) =>
        workspace.LocalPath(Paths.Device) + (userCode is null ? "" : "?user_code=" + Uri.EscapeDataString(userCode));

    private static bool IsTo(string path, string query, string? continuation) =>
        continuation == path
        || (continuation?.StartsWith(path + query, StringComparison.Ordinal) == true && !continuation.AsSpan().ContainsAnyExceptInRange('!', '~'));
}
