using System.CommandLine;
using Tollgate.Operator.CommandLine;
using Tollgate.Operator.Tables;

namespace Tollgate.Operator.Registration;

/// <summary>The group <c>registration-token</c>: one line for each of its commands.</summary>
internal sealed class RegistrationTokenCommands : Command
{
    public RegistrationTokenCommands(StoreAccess stores)
        : base("registration-token", "The initial access tokens, with which programs register clients (RFC 7591).")
    {
        var workspace = new WorkspaceOption("clients");
        Options.Add(workspace);
        Subcommands.Add(new RegistrationTokenAdd(stores, workspace));
        Subcommands.Add(new RegistrationTokenList(stores, workspace));
        Subcommands.Add(new RegistrationTokenRemove(stores, workspace));
    }
}
