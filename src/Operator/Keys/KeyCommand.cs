using Tollgate.Domain.Keys;
using Tollgate.Functions.Signing;
using Tollgate.Operator.CommandLine;
using Tollgate.Operator.Tables;

namespace Tollgate.Operator.Keys;

/// <summary>A command on the keys that a workspace signs with in wrapped mode: its own, or those that workspaces share. It needs no vault.</summary>
internal abstract class KeyCommand(string name, string description, StoreAccess stores, WorkspaceOption workspace)
    : InWorkspaceCommand(name, description, stores, workspace)
{
    protected static KeySchedule Schedule { get; } = new();

    protected sealed override async Task<int> RunAsync(StoreRun run, CancellationToken cancellationToken)
    {
        if (await FindWorkspaceAsync(run, cancellationToken) is not { } workspace)
            return run.Refuse(NoWorkspace(run));
        var ring = workspace.HasOwnKeys ? workspace.Name : EpochKeyTable.SharedRing;
        var rows = await run.Stores.SigningKeys.ListAsync(ring, cancellationToken);
        var keys = KeyState.Of(rows, Schedule, run.Now);
        return await RunAsync(run, new KeyPrintout(run, workspace), keys, cancellationToken);
    }

    /// <param name="keys">By algorithm, each in the order of their numbers.</param>
    protected abstract Task<int> RunAsync(StoreRun run, KeyPrintout printout, IReadOnlyList<KeyState> keys, CancellationToken cancellationToken);

    protected static int Overtaken(StoreRun run) => run.Refuse("Nothing changed: the key was changed at the same moment. Look at \"key list\" and try again.");
}
