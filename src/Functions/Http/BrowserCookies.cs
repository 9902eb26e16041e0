using Microsoft.Azure.Functions.Worker.Http;
using Tollgate.Domain.Messages;
using Tollgate.Domain.Workspaces;

namespace Tollgate.Functions.Http;

/// <summary>
/// The cookies of the server. Each workspace has its own. Over https they have the <c>__Host-</c> prefix, which binds them to this host.
/// Over http, which only loopback addresses may use, browsers refuse the prefix.
/// </summary>
internal static class BrowserCookies
{
    /// <summary>Reads the header itself, because the worker's own parser truncates values.</summary>
    public static string? Read(HttpRequestData request, CookieKind kind, Workspace workspace)
    {
        if (!RequestReader.TryHeader(request, "Cookie", out var header) || header is null)
            return null;
        var wanted = NameOf(kind, workspace);
        foreach (var range in header.AsSpan().Split(';'))
        {
            var pair = header.AsSpan(range).Trim();
            var equals = pair.IndexOf('=');
            if (equals > 0 && pair[..equals].SequenceEqual(wanted))
                return pair[(equals + 1)..].ToString();
        }

        return null;
    }

    public static void Write(HttpResponseData response, CookieChange change, Workspace workspace) =>
        response.Cookies.Append(new HttpCookie(NameOf(change.Kind, workspace), change.Value ?? "")
        {
            Path = "/",
            HttpOnly = true,
            Secure = workspace.IsHttps,
            // Lax: a link or a redirect of the client brings the browser here, and the browser must then send the session's cookie.
            SameSite = SameSite.Lax,
            Expires = change.Value is null ? DateTimeOffset.UnixEpoch : change.ExpiresAt,
        });

    private static string NameOf(CookieKind kind, Workspace workspace)
    {
        var name = (kind, workspace.IsHttps) switch
        {
            (CookieKind.Session, true) => "__Host-tollgate-session",
            (CookieKind.Session, false) => "tollgate-session",
            (CookieKind.Language, true) => "__Host-tollgate-language",
            (CookieKind.Language, false) => "tollgate-language",
            (CookieKind.Notice, true) => "__Host-tollgate-notice",
            (CookieKind.Notice, false) => "tollgate-notice",
            (_, true) => "__Host-tollgate-browser",
            _ => "tollgate-browser",
        };
        return workspace.IsDefault ? name : $"{name}-{workspace.Name}";
    }
}
