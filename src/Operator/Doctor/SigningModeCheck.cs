using Tollgate.Domain.Workspaces;
using Tollgate.Functions.Signing;
using Tollgate.Operator.Vault;

namespace Tollgate.Operator.Doctor;

/// <summary>
/// Finds rights of the app and rows that no mode in use needs. A change of the signing mode, or an earlier version, leaves them
/// behind, because a deployment adds rights and takes none away.
/// </summary>
internal sealed class SigningModeCheck : IDoctorCheck
{
    public string Name => "signing mode";

    public async Task<IReadOnlyList<Finding>> FindAsync(DoctorRun run, CancellationToken cancellationToken) =>
        [.. Workspaces(run), .. await RightsAsync(run, cancellationToken), .. await RowsAsync(run, cancellationToken), .. Keys(run)];

    private static IEnumerable<Finding> Workspaces(DoctorRun run) =>
        from workspace in run.Modes.OfWorkspaces
        where !run.Modes.IsAllowed(workspace.Value)
        select new Finding(
            Severity.Error,
            $"The workspace {workspace.Key} signs in {Word(workspace.Value)} mode, and the app has no right to.",
            $"azd env set TOLLGATE_BOTH_SIGNING_MODES true and azd provision, or workspace set {workspace.Key} with another --signing-mode.");

    private static async Task<IEnumerable<Finding>> RightsAsync(DoctorRun run, CancellationToken cancellationToken)
    {
        if (run.VaultId is not { } vault || run.App is not { } app)
            return [new Finding(Severity.Note, "The rights of the app were not looked at.", "Say which vault and which identity: --vault-id and --app.")];
        var all = await VaultFault.WatchAsync(() => run.RoleAssignments.ListAsync(vault, app, cancellationToken));
        return all.Where(each => IsLeft(each, vault, run.Modes)).Select(each => new Finding(
            Severity.Warning,
            $"The app has the role {Roles.NameOf(each.Role)} on {PathOf(each, vault)}, which it does not need.",
            $"Remove it: az role assignment delete --ids {each.Id}")
        {
            Fix = token => VaultFault.WatchAsync(() => run.RoleAssignments.RemoveAsync(each, token)),
        });
    }

    /// <summary>Whether no mode in use needs the role. A role on another resource stays: it is for the sealing root, or an operator gave it.</summary>
    private static bool IsLeft(RoleAssignment each, string vault, UsedModes modes) => PathOf(each, vault).Split('/') switch
    {
        ["keys", KeyNames.Wrap] => !modes.Has(SigningMode.Wrapped) || !Is(each, Roles.CryptoServiceEncryptionUser),
        // Before the custom role existed, the app had the role Crypto User, which may also update and back up a key.
        ["keys", var key] when key.StartsWith("signing-", StringComparison.Ordinal) => !modes.Has(SigningMode.Vault) || Is(each, Roles.CryptoUser),
        _ => false,
    };

    private static string PathOf(RoleAssignment each, string vault) => each.Scope[vault.Length..].TrimStart('/');

    private static bool Is(RoleAssignment each, string role) => each.Role.Equals(role, StringComparison.OrdinalIgnoreCase);

    private static async Task<IEnumerable<Finding>> RowsAsync(DoctorRun run, CancellationToken cancellationToken)
    {
        if (run.Modes.Has(SigningMode.Wrapped))
            return [];
        var table = run.Store.Stores.SigningKeys;
        var findings = new List<Finding>();
        foreach (var ring in await table.RingsAsync(cancellationToken))
            findings.Add(new Finding(
                Severity.Warning,
                $"The table signingKeys holds keys of wrapped mode ({(ring == EpochKeyTable.SharedRing ? "shared" : ring)}), "
                + "and no workspace signs in that mode.",
                "Remove the rows. In wrapped mode the app makes new keys.")
            {
                Fix = token => RemoveAsync(table, ring, token),
            });
        return findings;
    }

    private static async Task RemoveAsync(IEpochKeys table, string ring, CancellationToken cancellationToken)
    {
        foreach (var row in await table.ListAsync(ring, cancellationToken))
            await table.RemoveAsync(row, cancellationToken);
    }

    /// <summary>Deleting a key would make the next deployment fail, because the vault keeps a deleted name for 90 days.</summary>
    private static IEnumerable<Finding> Keys(DoctorRun run)
    {
        if (!run.Modes.Has(SigningMode.Wrapped))
            yield return new Finding(
                Severity.Note, "The key wrap in the vault is not used.", "Leave it. It costs nothing, and the app has no right to use it.");
        if (!run.Modes.Has(SigningMode.Vault))
            yield return new Finding(
                Severity.Note, "The keys signing-… in the vault are not used.", "Leave them: only their rotation costs. The app has no right to use them.");
    }

    private static string Word(SigningMode mode) => mode.ToString().ToLowerInvariant();
}
