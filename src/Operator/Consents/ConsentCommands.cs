using System.CommandLine;
using Tollgate.Operator.CommandLine;
using Tollgate.Operator.Tables;

namespace Tollgate.Operator.Consents;

/// <summary>The group <c>consent</c>: one line for each of its commands.</summary>
internal sealed class ConsentCommands : Command
{
    public ConsentCommands(StoreAccess stores)
        : base("consent", "What users have allowed clients: consents, and grants with refresh tokens.")
    {
        var workspace = new WorkspaceOption("users");
        Options.Add(workspace);
        Subcommands.Add(new ConsentList(stores, workspace));
        Subcommands.Add(new ConsentEnd(stores, workspace));
    }
}
