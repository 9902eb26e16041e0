using System.CommandLine;
using Tollgate.Operator.CommandLine;
using Tollgate.Operator.Tables;

namespace Tollgate.Operator.Keys;

/// <summary><c>key revoke</c>: what the key signed is worthless from then on, so it asks first.</summary>
internal sealed class KeyRevoke : KeyCommand
{
    private readonly Argument<string> _kid = new("KID") { Description = "The kid of the key, as \"key list\" shows it. Put -- before one that begins with a hyphen." };
    private readonly Option<bool> _yes = new("--yes") { Description = "Do not ask for confirmation." };

    public KeyRevoke(StoreAccess stores, WorkspaceOption workspace)
        : base(
            "revoke",
            "Revokes a key for good: within five minutes all tokens that it signed fail. Asks for the kid to be typed again, unless --yes is given.",
            stores,
            workspace)
    {
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
            return run.Refuse($"The key {kid} has been revoked before.");
        var question = $"Revokes the {found.Key.Algorithm} key {kid} ({found.State}) of {printout.Owner}: all tokens that it signed fail. Type the kid to confirm: ";
        if (!run.Arguments.GetValue(_yes) && await run.AskAsync(question, cancellationToken) != kid)
            return run.Refuse("Not revoked: the kid was not typed again. --yes revokes without asking.");
        if (!await run.Stores.SigningKeys.TryUpdateAsync(found.Key with { IsRevoked = true }, cancellationToken))
            return Overtaken(run);
        printout.Line($"Key {kid} revoked.");
        printout.Line(
            $"An instance drops it at its next look at the tables, {Schedule.Withdrawal.TotalMinutes:0} minutes at the most after the last one while the tables answer: "
            + "it signs no more, leaves the JWK Set, and its tokens fail at this server. "
            + $"Elsewhere they fail as copies of the JWK Set run out, {Schedule.MaxAge.TotalMinutes:0} minutes later.");
        printout.Line(NextOf(found, [.. keys.Where(key => key.Key.Algorithm == found.Key.Algorithm && key != found)]));
        return ExitCode.Done;
    }

    /// <summary>Who signs instead.</summary>
    private static string NextOf(KeyState revoked, IReadOnlyList<KeyState> others)
    {
        if (revoked.State != KeyState.Signing)
            return "It was not the key that signs; signing goes on as before.";
        if (others.LastOrDefault(key => key.State == KeyState.Verifying) is { } older)
            return $"The key {older.KeyId} signs again until the next one has been announced.";
        return others.FirstOrDefault(key => key.State == KeyState.Announced) is { } next
            ? $"The key {next.KeyId}, which has been announced, signs at once."
            : "The app makes the next key and signs with it at once, unannounced: verifiers that keep their copy of the JWK Set until it runs out refuse new tokens that long.";
    }
}
