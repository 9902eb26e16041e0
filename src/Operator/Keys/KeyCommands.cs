using System.CommandLine;
using Tollgate.Operator.CommandLine;
using Tollgate.Operator.Tables;
using Tollgate.Operator.Vault;

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
        var vault = new VaultAccess(stores.Surroundings);
        Options.Add(vault.Vault);
        Subcommands.Add(new KeyRotate(stores, workspace, vault));
        Subcommands.Add(new KeyRevoke(stores, workspace, vault));
        Subcommands.Add(new KeyRoot(stores.Surroundings, vault));
        Subcommands.Add(new KeySeal(stores, vault));
    }
}
