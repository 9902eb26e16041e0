using System.CommandLine;
using Tollgate.Operator.CommandLine;
using Tollgate.Operator.Tables;

namespace Tollgate.Operator.Applications;

/// <summary>The command group <c>audit</c>.</summary>
internal sealed class AuditCommands : Command
{
    public AuditCommands(StoreAccess stores)
        : base("audit", "The audit records: who changed which application, how, and when.")
    {
        var workspace = new WorkspaceOption("applications");
        Options.Add(workspace);
        Subcommands.Add(new AuditList(stores, workspace));
        Subcommands.Add(new AuditRebuild(stores, workspace));
    }
}
