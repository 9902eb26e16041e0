using Tollgate.Domain.Workspaces;
using Tollgate.Operator.CommandLine;
using Tollgate.Operator.Tables;

namespace Tollgate.Operator.Workspaces;

/// <summary><c>workspace list</c>: the workspaces, one on each line.</summary>
internal sealed class WorkspaceList : WorkspaceCommand
{
    private readonly TableOptions _table = WorkspacePrintout.NewTable();

    public WorkspaceList(StoreAccess stores)
        : base("list", "Lists the workspaces: the default one first, then the others in the order of their names.", stores) =>
        TakeOptions([.. _table.All, Issuer, Output]);

    public override IReadOnlyList<string> Examples => ["workspace list --tables tollgate.db", "workspace list --tables tollgate.db --output json"];

    protected override async Task<int> RunAsync(StoreRun run, CancellationToken cancellationToken)
    {
        var workspaces = new List<Workspace>();
        await foreach (var workspace in run.Stores.Workspaces.ListAsync(WorkspaceSettings.Usual, cancellationToken))
            workspaces.Add(workspace);
        if (!workspaces.Exists(workspace => workspace.IsDefault))
            workspaces.Add(WorkspaceSettings.Usual(Workspace.DefaultName));
        var ordered = workspaces.OrderBy(workspace => !workspace.IsDefault).ThenBy(workspace => workspace.Name, StringComparer.Ordinal).ToList();

        if (Output.IsJson(run.Arguments))
            PrintoutOf(run).Json(ordered);
        else
            PrintoutOf(run).Table(ordered, _table);
        return ExitCode.Done;
    }
}
