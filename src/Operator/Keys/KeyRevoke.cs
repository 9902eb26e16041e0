using System.CommandLine;
using Tollgate.Domain.Audit;
using Tollgate.Functions.Signing;
using Tollgate.Operator.CommandLine;
using Tollgate.Operator.Tables;
using Tollgate.Operator.Vault;

namespace Tollgate.Operator.Keys;

/// <summary><c>key revoke</c>: revokes a key. All tokens that the key signed become invalid, so the command asks first.</summary>
internal sealed class KeyRevoke : KeyCommand
{
    private readonly VaultAccess _vault;
    private readonly Argument<string> _kid = new("KID")
    {
        Description = "The kid of the key, as \"key list\" shows it. Put -- before a kid that begins with a hyphen.",
    };

    private readonly Option<bool> _yes = new("--yes") { Description = "Do not ask for confirmation." };

    public KeyRevoke(StoreAccess stores, WorkspaceOption workspace, VaultAccess vault)
        : base(
            "revoke",
            "Revokes a key for good: within five minutes all tokens that it signed become invalid. Asks you to type the kid again, unless --yes is given.",
            stores,
            workspace)
    {
        _vault = vault;
        Arguments.Add(_kid);
        Options.Add(_yes);
    }

    public override IReadOnlyList<string> Examples => ["key revoke KID --tables tollgate.db", "key revoke --workspace shop --yes --tables tollgate.db -- KID"];

    protected override async Task<int> RunAsync(StoreRun run, KeyPrintout printout, IReadOnlyList<KeyState> keys, CancellationToken cancellationToken)
    {
        var kid = run.Arguments.GetRequiredValue(_kid);
        if (keys.FirstOrDefault(key => key.KeyId == kid) is not { } found)
            return run.Refuse(keys.Count == 0 ? printout.NoKeys : $"There is no such key of {printout.Owner}. \"key list\" shows the keys.");
        if (found.State == KeyState.Revoked)
            return run.Refuse($"The key {kid} is revoked already.");
        var question =
            $"This revokes the {found.Key.Algorithm} key {kid} ({found.State}) of {printout.Owner}. All tokens that it signed become invalid. "
            + "Type the kid to confirm: ";
        if (!run.Arguments.GetValue(_yes) && await run.AskAsync(question, cancellationToken) != kid)
            return run.Refuse("Not revoked: you did not type the kid again. --yes revokes without asking.");
        var revoked = await RevokedAsync(run, found.Key, cancellationToken);
        var record = await RecordAsync(run, found.Key, kid, Changes.Revoked, cancellationToken);
        if (!await run.TryAsync(record, token => run.Stores.SigningKeys.TryUpdateAsync(revoked, token), cancellationToken))
            return Overtaken(run);
        printout.Line($"Key {kid} revoked.");
        printout.Line(
            $"Each instance drops the key when it next reads the tables, within {Schedule.Withdrawal.TotalMinutes:0} minutes while the tables answer. "
            + "Then the key signs no more, leaves the JWK Set, and its tokens are invalid at this server. "
            + $"Other verifiers refuse them when their copy of the JWK Set expires, {Schedule.MaxAge.TotalMinutes:0} minutes later.");
        printout.Line(NextOf(found, [.. keys.Where(key => key.Key.Algorithm == found.Key.Algorithm && key != found)]));
        return ExitCode.Done;
    }

    /// <summary>If the vault fails, the row gets no seal. A revoked row takes effect without a seal, so a revocation does not depend on the vault.</summary>
    private async Task<EpochKey> RevokedAsync(StoreRun run, EpochKey key, CancellationToken cancellationToken)
    {
        var revoked = key with { IsRevoked = true, IsDated = true, Seal = null };
        try
        {
            return await SealAsync(revoked, _vault.Seals(run.Arguments), cancellationToken) ?? revoked;
        }
        catch (RefusedException refusal)
        {
            await run.Error.WriteLineAsync($"The row gets no seal. {refusal.Message}");
            return revoked;
        }
    }

    /// <summary>The sentence that says which key signs now.</summary>
    private static string NextOf(KeyState revoked, IReadOnlyList<KeyState> others)
    {
        if (revoked.State != KeyState.Signing)
            return "The key was not signing, so signing goes on as before.";
        if (others.LastOrDefault(key => key.State == KeyState.Verifying) is { } older)
            return $"The key {older.KeyId} signs again until the next one has been announced.";
        return others.FirstOrDefault(key => key.State == KeyState.Announced) is { } next
            ? $"The key {next.KeyId}, which has been announced, signs at once."
            : "The app makes the next key and signs with it at once, without announcement. Verifiers with a cached JWK Set refuse new tokens until it expires.";
    }
}
