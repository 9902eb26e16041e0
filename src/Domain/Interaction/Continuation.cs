using System.Text;
using Tollgate.Domain.Endpoints;
using Tollgate.Domain.Protocol;
using Tollgate.Domain.Workspaces;

namespace Tollgate.Domain.Interaction;

/// <summary>
/// Where the browser goes on after an interaction: the authorization endpoint of the same workspace with the request that
/// was interrupted, and nowhere else.
/// </summary>
public static class Continuation
{
    public static string Of(Workspace workspace, string raw) => $"{workspace.LocalPath(Paths.Authorize)}?{raw}";

    /// <summary>The parameters behind it; null where it does not lead to the authorization endpoint.</summary>
    public static string? RawOf(Workspace workspace, string? continuation)
    {
        var start = workspace.LocalPath(Paths.Authorize) + "?";
        return continuation?.StartsWith(start, StringComparison.Ordinal) == true && !continuation.AsSpan().ContainsAnyExceptInRange('!', '~')
            ? continuation[start.Length..]
            : null;
    }

    /// <summary>The same request once the user has signed in: asking for it again would never end.</summary>
    public static string AfterSignIn(Workspace workspace, string raw) => Without(workspace, raw, dropMaxAge: true, "login", "select_account");

    public static string AfterConsent(Workspace workspace, string raw) => Without(workspace, raw, dropMaxAge: false, "consent");

    private static string Without(Workspace workspace, string raw, bool dropMaxAge, params ReadOnlySpan<string> prompts)
    {
        var pairs = new List<string>();
        foreach (var pair in raw.Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            if (dropMaxAge && pair.StartsWith("max_age=", StringComparison.Ordinal))
                continue;
            var left = pair.StartsWith("prompt=", StringComparison.Ordinal) ? Less(pair["prompt=".Length..], prompts) : pair;
            if (left.Length > 0)
                pairs.Add(left);
        }

        return Of(workspace, string.Join('&', pairs));
    }

    private static string Less(string encoded, ReadOnlySpan<string> prompts)
    {
        var values = (FormUrlEncoding.Decode(Encoding.UTF8.GetBytes(encoded)) ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries).ToList();
        foreach (var prompt in prompts)
            values.RemoveAll(prompt.Equals);
        return values.Count == 0 ? "" : "prompt=" + Uri.EscapeDataString(string.Join(' ', values));
    }
}
