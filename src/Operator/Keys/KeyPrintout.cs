using System.Globalization;
using System.Text.Json;
using Tollgate.Domain.Keys;
using Tollgate.Domain.Workspaces;
using Tollgate.Functions.Signing;
using Tollgate.Operator.CommandLine;
using Tollgate.Operator.Tables;

namespace Tollgate.Operator.Keys;

/// <summary>Keys as the commands print them.</summary>
internal sealed class KeyPrintout(StoreRun run, Workspace workspace)
{
    /// <summary>The owner of the keys, worded for use in a sentence.</summary>
    public string Owner => workspace.HasOwnKeys ? $"the workspace {workspace.Name}" : "the workspaces without keys of their own";

    /// <summary>Says that the tables have no keys, and where the keys are in vault mode.</summary>
    public string NoKeys =>
        $"There are no wrapped keys of {Owner}. In wrapped mode the app makes the first key at the first request. In vault mode the keys are in Key Vault: "
        + $"{VaultKey(SigningAlgorithms.ES256)} and {VaultKey(SigningAlgorithms.RS256)}. "
        + "\"az keyvault key list-versions --vault-name VAULT --name NAME\" shows the versions of one, "
        + "\"az keyvault key rotate --vault-name VAULT --name NAME\" makes the next version, "
        + "and disabling a version (az keyvault key set-attributes --enabled false) revokes it.";

    private string VaultKey(string algorithm) => KeyNames.Signing(algorithm, workspace.HasOwnKeys ? workspace.Name : null);

    public void Json(IEnumerable<KeyState> keys) =>
        run.Output.WriteLine(JsonSerializer.Serialize([.. keys.Select(KeyDocument.Of)], OperatorJson.Default.KeyDocumentArray));

    public static TableOptions NewTable() => new("KID", "ALGORITHM", "NUMBER", "CREATED", "STATE", "WRAP KEY VERSION");

    public void Table(IReadOnlyList<KeyState> keys, TableOptions table) => table.Write(run, keys.Select(Row), NoKeys);

    public void Line(string text) => run.Output.WriteLine(text);

    private static string[] Row(KeyState state) =>
    [
        state.KeyId ?? "", state.Key.Algorithm, state.Key.Sequence.ToString(CultureInfo.InvariantCulture), PlainText.Time(state.Key.CreatedAt),
        state.Key.RotateAt is null || state.State == KeyState.Revoked ? state.State : $"{state.State}, next requested",
        PlainText.Printable(state.Key.WrapKeyVersion),
    ];
}
