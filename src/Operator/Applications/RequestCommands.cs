using System.CommandLine;
using Tollgate.Operator.CommandLine;
using Tollgate.Operator.Tables;

namespace Tollgate.Operator.Applications;

/// <summary>The group <c>request</c>: one line for each of its commands.</summary>
internal sealed class RequestCommands : Command
{
    public RequestCommands(StoreAccess stores)
        : base("request", "The requests for applications from the welcome page.")
    {
        var workspace = new WorkspaceOption("requests");
        Options.Add(workspace);
        Subcommands.Add(new RequestList(stores, workspace));
        Subcommands.Add(new RequestShow(stores, workspace));
        Subcommands.Add(new RequestApprove(stores, workspace));
        Subcommands.Add(new RequestDecline(stores, workspace));
    }
}
