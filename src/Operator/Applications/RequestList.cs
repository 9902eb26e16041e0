using System.CommandLine;
using Tollgate.Domain.Applications;
using Tollgate.Domain.Workspaces;
using Tollgate.Operator.CommandLine;
using Tollgate.Operator.Tables;
using Tollgate.Operator.Workspaces;

namespace Tollgate.Operator.Applications;

/// <summary><c>request list</c>: the requests that wait for a decision, oldest first.</summary>
internal sealed class RequestList : RequestCommand
{
    private const int PageSize = 200;

    private readonly TableOptions _table = RequestPrintout.NewTable();
    private readonly Option<bool> _all = new("--all") { Description = "Lists decided requests as well." };

    public RequestList(StoreAccess stores, WorkspaceOption workspace)
        : base("list", "Lists the requests of a workspace that wait for a decision, oldest first.", stores, workspace)
    {
        foreach (var option in (Option[])[_all, .. _table.All, Output])
            Options.Add(option);
    }

    public override IReadOnlyList<string> Examples =>
        ["request list --tables tollgate.db", "request list --all --workspace shop --tables tollgate.db --output json"];

    protected override async Task<int> RunAsync(StoreRun run, CancellationToken cancellationToken)
    {
        var (workspace, requests) = (WorkspaceSettings.Usual(WorkspaceOf(run)), new WaitingRequests(run.Stores.Applications, run.Surroundings.Time));
        var ordered = run.Arguments.GetValue(_all)
            ? await AllAsync(run, workspace, cancellationToken)
            : await WaitingAsync(requests, workspace, cancellationToken);

        var printout = new RequestPrintout(run, WorkspaceOf(run));
        if (Output.IsJson(run.Arguments))
            printout.Json(ordered);
        else
            printout.Table(ordered, _table);
        return ExitCode.Done;
    }

    private static async Task<IReadOnlyList<ApplicationRequest>> WaitingAsync(
        WaitingRequests requests, Workspace workspace, CancellationToken cancellationToken)
    {
        var waiting = new List<ApplicationRequest>();
        string? after = null;
        do
        {
            var slice = await requests.SliceAsync(workspace, after, PageSize, cancellationToken);
            waiting.AddRange(slice.Items);
            after = slice.Next;
        }
        while (after is not null);
        return [.. waiting.OrderBy(request => request.CreatedAt)];
    }

    private static async Task<IReadOnlyList<ApplicationRequest>> AllAsync(StoreRun run, Workspace workspace, CancellationToken cancellationToken)
    {
        var requests = new List<ApplicationRequest>();
        await foreach (var request in run.Stores.Applications.ListRequestsAsync(workspace, cancellationToken))
            if (!request.IsOver(run.Now))
                requests.Add(request);
        return [.. requests.OrderBy(request => request.CreatedAt)];
    }
}
