using System.CommandLine;
using Tollgate.Domain.Workspaces;
using Tollgate.Operator.CommandLine;
using Tollgate.Operator.Workspaces;

namespace Tollgate.Operator.Tables;

/// <summary>A command on what belongs to one workspace. Nothing is added to a workspace that does not exist.</summary>
internal abstract class InWorkspaceCommand(string name, string description, StoreAccess stores, WorkspaceOption workspace)
    : StoreCommand(name, description, stores)
{
    /// <summary>Whether it puts something into the workspace that was not there.</summary>
    protected virtual bool IsAddition => false;

    /// <summary>A file that does not exist has no workspace but the default one.</summary>
    protected sealed override bool MakesFile(ParseResult arguments) => IsAddition && IsDefault(arguments);

    protected string WorkspaceOf(StoreRun run) => run.Arguments.GetRequiredValue(workspace);

    protected sealed override async Task<string?> RefusalAsync(StoreRun run, CancellationToken cancellationToken) =>
        !IsAddition || await FindWorkspaceAsync(run, cancellationToken) is not null
            ? null
            : NoWorkspace(run);

    protected string NoWorkspace(StoreRun run) =>
        $"There is no workspace {WorkspaceOf(run)}. \"workspace list\" shows those that there are; \"workspace add\" adds one.";

    /// <summary>Null where there is none; the default one is always there.</summary>
    protected async Task<Workspace?> FindWorkspaceAsync(StoreRun run, CancellationToken cancellationToken)
    {
        var usual = WorkspaceSettings.Usual(WorkspaceOf(run));
        return await run.Stores.Workspaces.FindAsync(usual, cancellationToken) ?? (usual.IsDefault ? usual : null);
    }

    private bool IsDefault(ParseResult arguments) => arguments.GetRequiredValue(workspace) == Workspace.DefaultName;
}
