using Tollgate.Operator.CommandLine;
using Tollgate.Operator.Tables;

namespace Tollgate.Operator.Applications;

/// <summary><c>audit rebuild</c>: makes the copies of the audit records again. The list of a workspace reads these copies.</summary>
internal sealed class AuditRebuild(StoreAccess stores, WorkspaceOption workspace) : InWorkspaceCommand(
    "rebuild",
    "Makes the copies of the records anew: \"audit list\" without --client reads them. Run it once when all instances have the version that writes copies, "
    + "and whenever the list lacks a record. It reads all records of the workspace.",
    stores,
    workspace)
{
    public override IReadOnlyList<string> Examples => ["audit rebuild --tables tollgate.db", "audit rebuild --workspace shop --tables tollgate.db"];

    protected override async Task<int> RunAsync(StoreRun run, CancellationToken cancellationToken)
    {
        if (await FindWorkspaceAsync(run, cancellationToken) is null)
            return run.Refuse(NoWorkspace(run));
        var rebuilt = await run.Stores.AuditCopies.RebuildAsync(WorkspaceOf(run), cancellationToken);
        await run.Output.WriteLineAsync(
            $"The workspace {WorkspaceOf(run)} has {PlainText.Count(rebuilt.Records, "record")}. "
            + $"Copies written: {rebuilt.Written}. Copies without a record removed: {rebuilt.Removed}.");
        return ExitCode.Done;
    }
}
