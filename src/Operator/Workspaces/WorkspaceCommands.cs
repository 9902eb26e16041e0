using System.CommandLine;
using Tollgate.Operator.Tables;

namespace Tollgate.Operator.Workspaces;

/// <summary>The group <c>workspace</c>: one line for each of its commands.</summary>
internal sealed class WorkspaceCommands : Command
{
    public WorkspaceCommands(StoreAccess stores)
        : base("workspace", "The workspaces: each has its own issuer, addresses, clients, users, trusted issuers and settings.")
    {
        Subcommands.Add(new WorkspaceAdd(stores));
        Subcommands.Add(new WorkspaceList(stores));
        Subcommands.Add(new WorkspaceShow(stores));
        Subcommands.Add(new WorkspaceSet(stores));
        Subcommands.Add(new WorkspaceRemove(stores));
    }
}
