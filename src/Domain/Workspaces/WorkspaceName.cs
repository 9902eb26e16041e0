using System.Buffers;
using System.Collections.Frozen;

namespace Tollgate.Domain.Workspaces;

/// <summary>The form of a workspace's name: it is a segment of addresses, and part of table keys, cookies and names of vault keys.</summary>
public static class WorkspaceName
{
    public const int MaximumLength = 40;

    private static readonly SearchValues<char> Characters = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789-");

    /// <summary>First segments of addresses that mean something else already, to this server or to its host.</summary>
    public static readonly FrozenSet<string> Reserved = FrozenSet.Create(
        "admin", "api", "apps", "authorize", "consent", "demo-device", "demo-idp", "device", "device-authorization", "introspect",
        "invitation", "oauth2", "register", "resource", "revoke", "runtime", "sign-in", "sign-out", "token", "try", "userinfo");

    /// <summary>First segments that later versions need. A workspace that was added under one of these names keeps it.</summary>
    public static readonly FrozenSet<string> ReservedForLater = FrozenSet.Create("account", "healthz", "manage", "par", "readyz");

    /// <summary>Whether there can be a workspace of this name besides the default one.</summary>
    public static bool IsWellFormed(string name) =>
        name.Length is > 0 and <= MaximumLength && name[0] != '-' && name[^1] != '-' && !name.AsSpan().ContainsAnyExcept(Characters)
        && name != Workspace.DefaultName && !Reserved.Contains(name);

    /// <summary>Whether a workspace of this name may be added.</summary>
    public static bool CanBeAdded(string name) => IsWellFormed(name) && !ReservedForLater.Contains(name);
}
