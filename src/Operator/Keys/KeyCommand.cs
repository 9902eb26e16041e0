using Tollgate.Domain.Audit;
using Tollgate.Domain.Keys;
using Tollgate.Domain.Workspaces;
using Tollgate.Functions.Signing;
using Tollgate.Operator.CommandLine;
using Tollgate.Operator.Tables;
using Tollgate.Operator.Vault;

namespace Tollgate.Operator.Keys;

/// <summary>A command on the keys with which a workspace signs in wrapped mode: its own keys, or the shared keys.</summary>
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

    /// <param name="keys">Grouped by algorithm, in the order of their numbers.</param>
    protected abstract Task<int> RunAsync(StoreRun run, KeyPrintout printout, IReadOnlyList<KeyState> keys, CancellationToken cancellationToken);

    /// <summary>The audit record of a change of a key. A record about a shared key is in the list of the default workspace.</summary>
    internal static Task<AuditEntry> RecordAsync(StoreRun run, EpochKey key, string? keyId, string change, CancellationToken cancellationToken) =>
        run.RecordAsync(
            key.Ring == EpochKeyTable.SharedRing ? Workspace.DefaultName : key.Ring, AuditKind.Key, keyId ?? EpochKeyTable.RowKeyOf(key), change,
            $"{key.Algorithm}, number {key.Sequence}{(key.Ring == EpochKeyTable.SharedRing ? ", shared" : "")}", cancellationToken);

    /// <summary>Seals the changed row. Null if the row had a seal and no option or variable names the vault.</summary>
    protected static async Task<EpochKey?> SealAsync(EpochKey changed, EpochSeals? seals, CancellationToken cancellationToken)
    {
        var dated = changed with { IsDated = true };
        if (seals is null)
            return changed.Seal is null ? dated : null;
        return await VaultFault.WatchAsync(() => seals.SealAsync(dated, cancellationToken));
    }

    protected static int Overtaken(StoreRun run) =>
        run.Refuse("Nothing was changed: another command changed the key at the same time. See \"key list\" and try again.");
}
