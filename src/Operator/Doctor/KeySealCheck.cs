using Tollgate.Domain.Sealing;
using Tollgate.Domain.Workspaces;
using Tollgate.Functions.Signing;
using Tollgate.Operator.Vault;

namespace Tollgate.Operator.Doctor;

/// <summary>Finds rows of signing keys that have no seal, a wrong seal, or a seal of an older root.</summary>
internal sealed class KeySealCheck : IDoctorCheck
{
    public string Name => "seals of the signing keys";

    public async Task<IReadOnlyList<Finding>> FindAsync(DoctorRun run, CancellationToken cancellationToken)
    {
        if (!run.Modes.Has(SigningMode.Wrapped))
            return [];
        if (run.Seals is not { } seals)
            return [new Finding(Severity.Note, "The seals were not looked at.", "Say where the vault is: --vault.")];
        var findings = new List<Finding>();
        var table = run.Store.Stores.SigningKeys;
        foreach (var ring in await table.RingsAsync(cancellationToken))
            foreach (var row in await table.ListAsync(ring, cancellationToken))
                if (await VaultFault.WatchAsync(() => FaultOfAsync(seals, row, cancellationToken)) is { } finding)
                    findings.Add(finding);
        return findings;
    }

    private static async Task<Finding?> FaultOfAsync(EpochSeals seals, EpochKey row, CancellationToken cancellationToken)
    {
        var name = $"The row {row.Ring}, {EpochKeyTable.RowKeyOf(row)} of the signing keys";
        if (row.Seal is null)
            return new Finding(Severity.Warning, $"{name} has no seal.", "See whether the key is the app's (key list), then run key seal.");
        return await seals.CheckAsync(row, cancellationToken) switch
        {
            MacVerdict.Wrong => new Finding(
                Severity.Error, $"{name} has a wrong seal. The app does not use it.", "Find out who wrote to the tables, and remove the row."),
            MacVerdict.RightByOlderRoot => new Finding(
                Severity.Note, $"{name} has a seal of an older root.", "Run key seal before that version of the root is disabled."),
            _ => null,
        };
    }
}
