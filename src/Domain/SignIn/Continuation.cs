using Tollgate.Domain.Messages;
using Tollgate.Domain.Protocol;
using Tollgate.Domain.Workspaces;

namespace Tollgate.Domain.SignIn;

/// <summary>
/// The address that the browser goes on to after an interaction: the authorization endpoint of the same workspace with the
/// interrupted request, the device page, or the applications page. No other address is accepted.
/// </summary>
public static class Continuation
{
    public static string Of(Workspace workspace, string raw) => $"{workspace.LocalPath(Paths.Authorize)}?{raw}";

    /// <summary>The query of a continuation. Null when it does not lead to the authorization endpoint.</summary>
    public static string? RawOf(Workspace workspace, string? continuation)
    {
        var start = workspace.LocalPath(Paths.Authorize) + "?";
        return continuation?.StartsWith(start, StringComparison.Ordinal) == true && !continuation.AsSpan().ContainsAnyExceptInRange('!', '~')
            ? continuation[start.Length..]
            : null;
    }

    /// <param name="raw">The query of the page; empty for the list.</param>
    public static string ToApplications(Workspace workspace, string raw) =>
        workspace.LocalPath(Paths.Applications) + (raw.Length == 0 ? "" : "?" + raw);

    /// <summary>Whether it leads to a page that needs a signed-in user and no client.</summary>
    public static bool IsToOwnPage(Workspace workspace, string? continuation) =>
        IsTo(workspace.LocalPath(Paths.Device), "?user_code=", continuation) || IsTo(workspace.LocalPath(Paths.Applications), "?", continuation);

    public static string ToDevice(Workspace workspace, string? userCode) =>
        workspace.LocalPath(Paths.Device) + (userCode is null ? "" : "?user_code=" + Uri.EscapeDataString(userCode));

    private static bool IsTo(string path, string query, string? continuation) =>
        continuation == path
        || (continuation?.StartsWith(path + query, StringComparison.Ordinal) == true && !continuation.AsSpan().ContainsAnyExceptInRange('!', '~'));

    /// <summary>
    /// The same request without the parameters that the sign-in has satisfied. Otherwise the user would be asked again without
    /// end.
    /// </summary>
    public static string AfterSignIn(Workspace workspace, string raw) => Without(workspace, raw, dropMaxAge: true, "login", "select_account");

    public static string AfterConsent(Workspace workspace, string raw) => Without(workspace, raw, dropMaxAge: false, "consent");

    /// <summary>Compares decoded names: a percent-encoded name means the same.</summary>
    private static string Without(Workspace workspace, string raw, bool dropMaxAge, params ReadOnlySpan<string> prompts)
    {
        var left = new List<KeyValuePair<string, string>>();
        foreach (var (name, value) in (ParameterSet.Parse(raw).Value ?? ParameterSet.Empty).Pairs)
        {
            var kept = name switch
            {
                "max_age" when dropMaxAge => "",
                "prompt" => Less(value, prompts),
                _ => value,
            };
            if (kept.Length > 0)
                left.Add(new(name, kept));
        }

        return Of(workspace, ParameterSet.ToQuery(left));
    }

    private static string Less(string prompt, ReadOnlySpan<string> prompts)
    {
        var values = prompt.Split(' ', StringSplitOptions.RemoveEmptyEntries).ToList();
        foreach (var obeyed in prompts)
            values.RemoveAll(obeyed.Equals);
        return string.Join(' ', values);
    }
}
