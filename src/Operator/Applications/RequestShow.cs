using Tollgate.Operator.CommandLine;
using Tollgate.Operator.Tables;

namespace Tollgate.Operator.Applications;

/// <summary><c>request show</c>: everything about one request.</summary>
internal sealed class RequestShow : RequestCommand
{
    public RequestShow(StoreAccess stores, WorkspaceOption workspace)
        : base("show", "Shows a request and its state.", stores, workspace)
    {
        TakeId();
        Options.Add(Output);
    }

    public override IReadOnlyList<string> Examples => ["request show a1b2c3 --tables tollgate.db"];

    protected override async Task<int> RunAsync(StoreRun run, CancellationToken cancellationToken)
    {
        var (workspace, request) = await FindAsync(run, cancellationToken);
        var printout = new RequestPrintout(run, workspace.Name);
        if (Output.IsJson(run.Arguments))
            printout.Json(request);
        else
            printout.Details(request);
        return ExitCode.Done;
    }
}
