using Tollgate.Domain.Workspaces;

namespace Tollgate.Operator.CommandLine;

/// <summary>Why there cannot be a workspace of a name besides the default one.</summary>
internal static class WorkspaceNameMistake
{
    /// <summary>Null where there can.</summary>
    public static string? Of(string name)
    {
        if (WorkspaceName.IsWellFormed(name))
            return null;
        if (name.Length is 0 or > WorkspaceName.MaximumLength)
            return $"a workspace's name has 1 to {WorkspaceName.MaximumLength} characters.";
        if (name.Any(character => !char.IsAsciiLetterLower(character) && !char.IsAsciiDigit(character) && character != '-'))
            return $"\"{PlainText.Printable(name)}\" is no workspace's name: those have lower-case letters, digits and hyphens only.";
        return name[0] == '-' || name[^1] == '-'
            ? $"\"{name}\" is no workspace's name: those begin and end with a letter or a digit."
            : $"\"{name}\" cannot be a workspace's name: it is reserved, because addresses that begin with it mean something else.";
    }

    /// <summary>The same of a workspace that is to be added: later versions need some names.</summary>
    public static string? OfNew(string name) => Of(name) ?? (WorkspaceName.CanBeAdded(name)
        ? null
        : $"\"{name}\" cannot be a workspace's name: it is reserved for later versions.");

    /// <summary>The same where the default workspace goes as well.</summary>
    public static string? OfAny(string name) => name == Workspace.DefaultName ? null : Of(name);
}
