using Tollgate.Domain.Audit;
using Tollgate.Domain.Sealing;
using Tollgate.Functions.Signing;
using Tollgate.Operator.Tables;
using Tollgate.Operator.Vault;

namespace Tollgate.Operator.Keys;

/// <summary>
/// <c>key seal</c>: gives every row of a signing key a seal of the newest root. It trusts rows without a seal, so
/// run it before the deployment accepts sealed rows only. It never trusts a row with a wrong seal.
/// </summary>
internal sealed class KeySeal(StoreAccess stores, VaultAccess vault) : StoreCommand(
    "seal",
    "Seals the keys of all workspaces as they are. A row that is planted later then differs from them: it has no seal. "
    + "The command also seals a row that was planted before, so look at \"key list\" first.",
    stores)
{
    /// <summary>The hook of the deployment reads this line.</summary>
    public const string AllSealed = "Every row of the signing keys had a seal already.";

    public override IReadOnlyList<string> Examples => ["key seal --tables tollgate.db --vault https://kv-example.vault.azure.net"];

    protected override async Task<int> RunAsync(StoreRun run, CancellationToken cancellationToken)
    {
        if (vault.Seals(run.Arguments) is not { } seals)
            return run.Refuse(VaultAccess.Missing);
        await VaultFault.WatchAsync(() => seals.PrepareAsync().AsTask());
        var table = run.Stores.SigningKeys;
        var (done, wrong) = (0, 0);
        foreach (var ring in await table.RingsAsync(cancellationToken))
            foreach (var row in await table.ListAsync(ring, cancellationToken))
                switch (row.Seal is null ? null : await VaultFault.WatchAsync(() => CheckAsync(seals, row, cancellationToken)))
                {
                    case MacVerdict.Right:
                        break;
                    case MacVerdict.Wrong:
                        wrong++;
                        await run.Error.WriteLineAsync(
                            $"The row {ring}, {EpochKeyTable.RowKeyOf(row)} has a wrong seal. The app does not use it. Look who can write to the tables.");
                        break;
                    default:
                        var seal = await VaultFault.WatchAsync(() => seals.SealAsync(row with { IsDated = true }, cancellationToken));
                        if (!await run.TryAsync(
                            await KeyCommand.RecordAsync(run, row, null, Changes.Sealed, cancellationToken),
                            token => table.TryUpdateAsync(seal, token),
                            cancellationToken))
                            return run.Refuse("A key was changed at the same moment. Run the command again.");
                        done++;
                        break;
                }

        await run.Output.WriteLineAsync(done > 0 ? $"Sealed {done} {(done == 1 ? "row" : "rows")}." : wrong == 0 ? AllSealed : "Sealed nothing.");
        return wrong == 0 ? ExitCode.Done : ExitCode.Refused;
    }

    private static async Task<MacVerdict?> CheckAsync(EpochSeals seals, EpochKey row, CancellationToken cancellationToken) =>
        await seals.CheckAsync(row, cancellationToken);
}
