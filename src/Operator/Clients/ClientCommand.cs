using System.CommandLine;
using Tollgate.Domain.Clients;
using Tollgate.Functions.Tables;
using Tollgate.Operator.CommandLine;
using Tollgate.Operator.Tables;

namespace Tollgate.Operator.Clients;

/// <summary>A command on the clients of one workspace.</summary>
internal abstract class ClientCommand(string name, string description, StoreAccess stores, WorkspaceOption workspace)
    : InWorkspaceCommand(name, description, stores, workspace)
{
    protected static Argument<string> IdArgument()
    {
        var argument = new Argument<string>("ID") { Description = "The client_id." };
        argument.Validators.Add(result =>
        {
            if (result.Tokens is [var token] && !ClientId.IsWellFormed(token.Value))
                result.AddError($"\"{PlainText.Printable(token.Value)}\" is not a client_id.");
        });
        return argument;
    }

    protected static ClientTable ClientsOf(StoreRun run) => new(run.Tables);

    protected int NotFound(StoreRun run, string clientId) =>
        run.Refuse($"The workspace {WorkspaceOf(run)} has no client {clientId}. \"client list\" shows the clients.");
}
