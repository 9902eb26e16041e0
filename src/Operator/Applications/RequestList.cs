using System.CommandLine;
using Tollgate.Domain.Applications;
using Tollgate.Operator.CommandLine;
using Tollgate.Operator.Tables;
using Tollgate.Operator.Workspaces;

namespace Tollgate.Operator.Applications;

/// <summary><c>request list</c>: what waits for an answer, the oldest first.</summary>
internal sealed class RequestList : RequestCommand
{
    private readonly Option<bool> _all = new("--all") { Description = "Those that have been decided as well." };

    public RequestList(StoreAccess stores, WorkspaceOption workspace)
        : base("list", "Lists the requests of a workspace that nobody has decided, the oldest first.", stores, workspace)
    {
        Options.Add(_all);
        Options.Add(Output);
    }

    public override IReadOnlyList<string> Examples =>
        ["request list --tables tollgate.db", "request list --all --workspace shop --tables tollgate.db --output json"];

    protected override async Task<int> RunAsync(StoreRun run, CancellationToken cancellationToken)
    {
        var requests = new List<ApplicationRequest>();
        await foreach (var request in ApplicationsOf(run).ListRequestsAsync(WorkspaceSettings.Usual(WorkspaceOf(run)), cancellationToken).ConfigureAwait(false))
            if (run.Arguments.GetValue(_all) || request.State == ApplicationRequestState.Pending)
                requests.Add(request);
        var ordered = requests.OrderBy(request => request.CreatedAt).ThenBy(request => request.ClientId, StringComparer.Ordinal).ToList();

        var printout = new RequestPrintout(run, WorkspaceOf(run));
        if (Output.IsJson(run.Arguments))
            printout.Json(ordered);
        else
            printout.Table(ordered);
        return ExitCode.Done;
    }
}
