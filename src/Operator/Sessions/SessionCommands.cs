using System.CommandLine;
using Tollgate.Operator.CommandLine;
using Tollgate.Operator.Tables;

namespace Tollgate.Operator.Sessions;

/// <summary>The group <c>session</c>: one line for each of its commands.</summary>
internal sealed class SessionCommands : Command
{
    public SessionCommands(StoreAccess stores)
        : base("session", "The sessions: browsers that a user is signed in with.")
    {
        var workspace = new WorkspaceOption("users");
        Options.Add(workspace);
        Subcommands.Add(new SessionList(stores, workspace));
        Subcommands.Add(new SessionEnd(stores, workspace));
    }
}
