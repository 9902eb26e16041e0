using Tollgate.Domain.Workspaces;

namespace Tollgate.Operator.CommandLine;

/// <summary>Explains why a text cannot be the name of a workspace.</summary>
internal static class WorkspaceNameMistake
{
    /// <summary>Null if a workspace can have this name. Refuses the name of the default workspace.</summary>
    public static string? Of(string name)
    {
        if (WorkspaceName.IsWellFormed(name))
            return null;
        if (name.Length is 0 or > WorkspaceName.MaximumLength)
            return $"a workspace's name has 1 to {WorkspaceName.MaximumLength} characters.";
        if (name.Any(character => !char.IsAsciiLetterLower(character) && !char.IsAsciiDigit(character) && character != '-'))
            return $"\"{PlainText.Printable(name)}\" cannot be a workspace's name: names have lower-case letters, digits and hyphens only.";
        return name[0] == '-' || name[^1] == '-'
            ? $"\"{name}\" cannot be a workspace's name: names begin and end with a letter or a digit."
            : $"\"{name}\" cannot be a workspace's name: it is reserved for other addresses of the server.";
    }

    /// <summary>Null if a new workspace can have this name. Also refuses the names that later versions need.</summary>
    public static string? OfNew(string name) => Of(name) ?? (WorkspaceName.CanBeAdded(name)
        ? null
        : $"\"{name}\" cannot be a workspace's name: it is reserved for later versions.");

    /// <summary>Null if any workspace can have this name, the default workspace included.</summary>
    public static string? OfAny(string name) => name == Workspace.DefaultName ? null : Of(name);
}
