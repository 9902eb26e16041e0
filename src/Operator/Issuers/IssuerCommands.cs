using System.CommandLine;
using Tollgate.Operator.CommandLine;
using Tollgate.Operator.Tables;

namespace Tollgate.Operator.Issuers;

/// <summary>The group <c>issuer</c>: one line for each of its commands.</summary>
internal sealed class IssuerCommands : Command
{
    public IssuerCommands(StoreAccess stores)
        : base("issuer", "The identity providers of others whose tokens are taken as proof of who somebody is (trusted issuers).")
    {
        var workspace = new WorkspaceOption("issuers");
        Options.Add(workspace);
        Subcommands.Add(new IssuerAdd(stores, workspace));
        Subcommands.Add(new IssuerList(stores, workspace));
        Subcommands.Add(new IssuerRemove(stores, workspace));
    }
}
