using System.CommandLine;
using Tollgate.Domain.Workspaces;
using Tollgate.Operator.CommandLine;
using Tollgate.Operator.Workspaces;

namespace Tollgate.Operator.Tables;

/// <summary>A command on the contents of one workspace. It is refused for a workspace that does not exist.</summary>
internal abstract class InWorkspaceCommand(string name, string description, StoreAccess stores, WorkspaceOption workspace)
    : StoreCommand(name, description, stores)
{
    /// <summary>Whether the command adds something to the workspace.</summary>
    protected virtual bool IsAddition => false;

    /// <summary>Only an addition to the default workspace makes a missing file, because no other workspace exists without a file.</summary>
    protected sealed override bool MakesFile(ParseResult arguments) => IsAddition && IsDefault(arguments);

    protected string WorkspaceOf(StoreRun run) => run.Arguments.GetRequiredValue(workspace);

    protected sealed override async Task<string?> RefusalAsync(StoreRun run, CancellationToken cancellationToken) =>
        await FindWorkspaceAsync(run, cancellationToken) is not null ? null : NoWorkspace(run);

    protected string NoWorkspace(StoreRun run) =>
        $"There is no workspace {WorkspaceOf(run)}. \"workspace list\" shows the workspaces; \"workspace add\" adds one.";

    /// <summary>Null if the workspace does not exist. The default workspace always exists.</summary>
    protected async Task<Workspace?> FindWorkspaceAsync(StoreRun run, CancellationToken cancellationToken)
    {
        var usual = WorkspaceSettings.Usual(WorkspaceOf(run));
        return await run.Stores.Workspaces.FindAsync(usual, cancellationToken) ?? (usual.IsDefault ? usual : null);
    }

    private bool IsDefault(ParseResult arguments) => arguments.GetRequiredValue(workspace) == Workspace.DefaultName;
}
