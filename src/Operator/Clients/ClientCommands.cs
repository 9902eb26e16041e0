using System.CommandLine;
using Tollgate.Operator.CommandLine;
using Tollgate.Operator.Tables;

namespace Tollgate.Operator.Clients;

/// <summary>The group <c>client</c>: one line for each of its commands.</summary>
internal sealed class ClientCommands : Command
{
    public ClientCommands(StoreAccess stores)
        : base("client", "The OAuth clients: applications that request tokens.")
    {
        var workspace = new WorkspaceOption("clients");
        Options.Add(workspace);
        Subcommands.Add(new ClientAdd(stores, workspace));
        Subcommands.Add(new ClientList(stores, workspace));
        Subcommands.Add(new ClientShow(stores, workspace));
        Subcommands.Add(new ClientSet(stores, workspace));
        Subcommands.Add(new ClientRotateSecret(stores, workspace));
        Subcommands.Add(new ClientRemove(stores, workspace));
    }
}
