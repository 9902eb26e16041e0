using System.CommandLine;
using Tollgate.Domain.Applications;
using Tollgate.Domain.Clients;
using Tollgate.Domain.Workspaces;
using Tollgate.Operator.CommandLine;
using Tollgate.Operator.Tables;

namespace Tollgate.Operator.Applications;

/// <summary>A command on the requests of one workspace.</summary>
internal abstract class RequestCommand(string name, string description, StoreAccess stores, WorkspaceOption workspace)
    : InWorkspaceCommand(name, description, stores, workspace)
{
    private readonly Argument<string> _id = IdArgument();

    protected OutputOption Output { get; } = new();

    /// <summary>Adds the argument of the commands on one request.</summary>
    protected void TakeId() => Arguments.Add(_id);

    protected string IdOf(StoreRun run) => run.Arguments.GetRequiredValue(_id);

    /// <summary>Finds the workspace and the request. Throws a <see cref="RefusedException"/> if one of them does not exist.</summary>
    protected async Task<(Workspace Workspace, ApplicationRequest Request)> FindAsync(StoreRun run, CancellationToken cancellationToken)
    {
        var found = await FindWorkspaceAsync(run, cancellationToken) ?? throw new RefusedException(NoWorkspace(run));
        var request = await new WaitingRequests(run.Stores.Applications, run.Surroundings.Time).FindAsync(found, IdOf(run), cancellationToken);
        return (found, request ?? throw new RefusedException(
            $"The workspace {found.Name} has no request {IdOf(run)}. \"request list --all\" shows the requests."));
    }

    /// <summary>Like <see cref="FindAsync"/>, but also throws a <see cref="RefusedException"/> if the request is already decided.</summary>
    protected async Task<(Workspace Workspace, ApplicationRequest Request)> FindPendingAsync(StoreRun run, CancellationToken cancellationToken)
    {
        var found = await FindAsync(run, cancellationToken);
        return found.Request.State == ApplicationRequestState.Pending
            ? found
            : throw new RefusedException($"The request {found.Request.ClientId} is decided already: it is {RequestPrintout.State(found.Request)}.");
    }

    /// <summary>Returns false, and tells the operator, if another operator changed the request first or if a client has its id.</summary>
    protected static async Task<bool> DecideAsync(StoreRun run, Workspace workspace, ApplicationChange decision, CancellationToken cancellationToken)
    {
        if (await run.Stores.Applications.TryChangeAsync(workspace, decision, cancellationToken))
            return true;
        run.Refuse($"Another operator has changed the request meanwhile, or a client has its id. \"request show {decision.Record.Target}\" shows it.");
        return false;
    }

    private static Argument<string> IdArgument()
    {
        var argument = new Argument<string>("ID") { Description = "The id of the request, which will be the client_id." };
        argument.Validators.Add(result =>
        {
            if (result.Tokens is [var token] && !ClientId.IsWellFormed(token.Value))
                result.AddError($"\"{PlainText.Printable(token.Value)}\" is not the id of a request.");
        });
        return argument;
    }
}
