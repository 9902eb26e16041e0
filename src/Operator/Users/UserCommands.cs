using System.CommandLine;
using Tollgate.Operator.CommandLine;
using Tollgate.Operator.Tables;

namespace Tollgate.Operator.Users;

/// <summary>The group <c>user</c>: one line for each of its commands.</summary>
internal sealed class UserCommands : Command
{
    public UserCommands(StoreAccess stores)
        : base("user", "The users: people who sign in.")
    {
        var workspace = new WorkspaceOption("users");
        Options.Add(workspace);
        Subcommands.Add(new UserAdd(stores, workspace));
        Subcommands.Add(new UserList(stores, workspace));
        Subcommands.Add(new UserShow(stores, workspace));
        Subcommands.Add(new UserInvite(stores, workspace));
        Subcommands.Add(new UserSet(stores, workspace));
        Subcommands.Add(new UserSetPassword(stores, workspace));
        Subcommands.Add(new UserSignOut(stores, workspace));
        Subcommands.Add(UserSwitch.Disable(stores, workspace));
        Subcommands.Add(UserSwitch.Enable(stores, workspace));
        Subcommands.Add(new UserRemove(stores, workspace));
        Subcommands.Add(new UserRebuildIndex(stores, workspace));
    }
}
