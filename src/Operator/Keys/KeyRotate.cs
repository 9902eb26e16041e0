using Tollgate.Operator.CommandLine;
using Tollgate.Operator.Tables;

namespace Tollgate.Operator.Keys;

/// <summary><c>key rotate</c>: asks the app for the next keys. Only the app can make them, for only it may use the vault.</summary>
internal sealed class KeyRotate(StoreAccess stores, WorkspaceOption workspace) : KeyCommand(
    "rotate",
    "Has the next keys made, one for each algorithm. The app makes them within some minutes and signs with them an hour later, so that verifiers know them by then.",
    stores,
    workspace)
{
    public override IReadOnlyList<string> Examples => ["key rotate --tables tollgate.db", "key rotate --workspace shop --tables tollgate.db"];

    protected override async Task<int> RunAsync(StoreRun run, KeyPrintout printout, IReadOnlyList<KeyState> keys, CancellationToken cancellationToken)
    {
        if (keys.Count == 0)
            return run.Refuse(printout.NoKeys);
        foreach (var newest in keys.GroupBy(key => key.Key.Algorithm).Select(some => some.Last()))
            if (newest.State == KeyState.Announced)
                printout.Line($"{newest.Key.Algorithm}: the next key is there already, {newest.KeyId}. It signs from {PlainText.Time(newest.Key.CreatedAt + Schedule.Announcement)} on.");
            else if (!await run.Stores.SigningKeys.TryUpdateAsync(newest.Key with { RotateAt = run.Now }, cancellationToken))
                return Overtaken(run);
            else
                printout.Line(
                    $"{newest.Key.Algorithm}: the app makes key {newest.Key.Sequence + 1} at the first request that comes more than "
                    + $"{Schedule.Refresh.TotalMinutes:0} minutes after its last look, announces it, and signs with it {Schedule.Announcement.TotalMinutes:0} minutes later.");
        return ExitCode.Done;
    }
}
