using Tollgate.Domain.Audit;
using Tollgate.Operator.CommandLine;
using Tollgate.Operator.Tables;
using Tollgate.Operator.Vault;

namespace Tollgate.Operator.Keys;

/// <summary><c>key rotate</c>: asks the app for the next keys. Only the app can make them, because only the app may use the vault's key.</summary>
internal sealed class KeyRotate(StoreAccess stores, WorkspaceOption workspace, VaultAccess vault) : KeyCommand(
    "rotate",
    "Has the app make the next keys, one for each algorithm, within some minutes. It signs with them an hour later, when verifiers know them.",
    stores,
    workspace)
{
    public override IReadOnlyList<string> Examples => ["key rotate --tables tollgate.db", "key rotate --workspace shop --tables tollgate.db"];

    protected override async Task<int> RunAsync(StoreRun run, KeyPrintout printout, IReadOnlyList<KeyState> keys, CancellationToken cancellationToken)
    {
        if (keys.Count == 0)
            return run.Refuse(printout.NoKeys);
        var seals = vault.Seals(run.Arguments);
        foreach (var newest in keys.GroupBy(key => key.Key.Algorithm).Select(some => some.Last()))
            if (newest.State == KeyState.Announced)
                printout.Line($"{newest.Key.Algorithm}: the next key, {newest.KeyId}, exists already. It signs from {SignsAt(newest)}.");
            else if (await SealAsync(newest.Key with { RotateAt = run.Now }, seals, cancellationToken) is not { } changed)
                return run.Refuse($"The row of the key has a seal, which a change needs anew. {VaultAccess.Missing}");
            else if (!await run.TryAsync(
                await RecordAsync(run, newest.Key, newest.KeyId, Changes.RotationRequested, cancellationToken),
                token => run.Stores.SigningKeys.TryUpdateAsync(changed, token),
                cancellationToken))
                return Overtaken(run);
            else
                printout.Line(
                    $"{newest.Key.Algorithm}: the app makes key {newest.Key.Sequence + 1} at the first request that comes more than "
                    + $"{Schedule.Refresh.TotalMinutes:0} minutes after it last read the keys. It announces the key, and signs with it "
                    + $"{Schedule.Announcement.TotalMinutes:0} minutes later.");
        return ExitCode.Done;
    }

    private static string SignsAt(KeyState key) => PlainText.Time(key.Key.CreatedAt + Schedule.Announcement);
}
