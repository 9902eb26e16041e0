using System.CommandLine;
using Tollgate.Operator.CommandLine;
using Tollgate.Operator.Tables;

namespace Tollgate.Operator.Keys;

/// <summary>The group <c>key</c>: one line for each of its commands.</summary>
internal sealed class KeyCommands : Command
{
    public KeyCommands(StoreAccess stores)
        : base("key", "The signing keys of wrapped mode. The keys of vault mode are in Key Vault: use \"az keyvault key\".")
    {
        var workspace = new WorkspaceOption("keys");
        Options.Add(workspace);
        Subcommands.Add(new KeyList(stores, workspace));
        Subcommands.Add(new KeyRotate(stores, workspace));
        Subcommands.Add(new KeyRevoke(stores, workspace));
    }
}
