using System.Buffers;
using System.Collections.Frozen;

namespace Tollgate.Domain.Workspaces;

/// <summary>
/// The form of a workspace's name. The name is a segment of addresses and a part of table keys, cookies and names of vault keys.
/// </summary>
public static class WorkspaceName
{
    public const int MaximumLength = 40;

    private static readonly SearchValues<char> Characters = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789-");

    /// <summary>First path segments that this server or its host already uses.</summary>
    public static readonly FrozenSet<string> Reserved = FrozenSet.Create(
        "admin", "api", "apps", "authorize", "consent", "demo-device", "demo-idp", "device", "device-authorization", "introspect",
        "invitation", "oauth2", "register", "resource", "revoke", "runtime", "sign-in", "sign-out", "token", "try", "userinfo");

    /// <summary>
    /// First path segments that earlier versions left free: this version uses them, or a later one will. A workspace that already has one of
    /// these names keeps it. Only its start page gives way to an endpoint at the same address.
    /// </summary>
    public static readonly FrozenSet<string> ReservedForLater = FrozenSet.Create("account", "healthz", "manage", "par", "readyz");

    /// <summary>Whether a workspace other than the default one can have this name.</summary>
    public static bool IsWellFormed(string name) =>
        name.Length is > 0 and <= MaximumLength && name[0] != '-' && name[^1] != '-' && !name.AsSpan().ContainsAnyExcept(Characters)
        && name != Workspace.DefaultName && !Reserved.Contains(name);

    /// <summary>Whether a new workspace can have this name.</summary>
    public static bool CanBeAdded(string name) => IsWellFormed(name) && !ReservedForLater.Contains(name);
}
