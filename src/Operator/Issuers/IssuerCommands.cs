using System.CommandLine;
using Tollgate.Operator.CommandLine;
using Tollgate.Operator.Tables;

namespace Tollgate.Operator.Issuers;

/// <summary>The group <c>issuer</c>: one line for each of its commands.</summary>
internal sealed class IssuerCommands : Command
{
    public IssuerCommands(StoreAccess stores)
        : base("issuer", "The trusted issuers: identity providers whose tokens prove who a user is.")
    {
        var workspace = new WorkspaceOption("issuers");
        Options.Add(workspace);
        Subcommands.Add(new IssuerAdd(stores, workspace));
        Subcommands.Add(new IssuerList(stores, workspace));
        Subcommands.Add(new IssuerShow(stores, workspace));
        Subcommands.Add(new IssuerSet(stores, workspace));
        Subcommands.Add(new IssuerRemove(stores, workspace));
    }
}
