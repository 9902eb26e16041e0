using System.CommandLine;
using Tollgate.Domain.Workspaces;

namespace Tollgate.Operator.CommandLine;

/// <summary>The workspace that a group works in.</summary>
internal sealed class WorkspaceOption : Option<string>
{
    /// <param name="what">The things that the group works on, in the plural.</param>
    public WorkspaceOption(string what)
        : base("--workspace")
    {
        HelpName = "NAME";
        Description = $"The workspace that the {what} belong to.";
        DefaultValueFactory = _ => Workspace.DefaultName;
        Recursive = true;
        this.Checked(WorkspaceNameMistake.OfAny);
    }
}
