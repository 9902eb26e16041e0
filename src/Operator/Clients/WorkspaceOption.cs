using System.CommandLine;
using Tollgate.Domain.Clients;
using Tollgate.Domain.Workspaces;
using Tollgate.Operator.CommandLine;

namespace Tollgate.Operator.Clients;

/// <summary>The workspace whose clients are meant. Its name is part of table keys and addresses, hence the same characters as an id.</summary>
internal sealed class WorkspaceOption : Option<string>
{
    public WorkspaceOption()
        : base("--workspace")
    {
        HelpName = "NAME";
        Description = "The workspace that the clients belong to.";
        DefaultValueFactory = _ => Workspace.DefaultName;
        Recursive = true;
        this.Checked(name => ClientId.IsWellFormed(name) ? null : "a workspace's name has letters, digits and - . _ ~ only.");
    }
}
