using Tollgate.Operator.CommandLine;
using Tollgate.Operator.Tables;

namespace Tollgate.Operator.Workspaces;

/// <summary><c>workspace show</c>: the addresses and settings of one workspace.</summary>
internal sealed class WorkspaceShow : WorkspaceCommand
{
    public WorkspaceShow(StoreAccess stores)
        : base("show", "Shows a workspace: its addresses and settings. The tables do not contain the host, so name it by --issuer.", stores)
    {
        TakeName(WorkspaceNameMistake.OfAny);
        TakeOptions(Issuer, Output);
    }

    public override IReadOnlyList<string> Examples =>
    [
        "workspace show shop --issuer https://auth.example --tables tollgate.db",
        "workspace show default --tables tollgate.db --output json",
    ];

    protected override async Task<int> RunAsync(StoreRun run, CancellationToken cancellationToken)
    {
        if (await FindAsync(run, cancellationToken) is not { } workspace)
            return NotFound(run);
        if (Output.IsJson(run.Arguments))
            PrintoutOf(run).Json(workspace);
        else
            PrintoutOf(run).Details(workspace);
        return ExitCode.Done;
    }
}
