using System.CommandLine;
using Tollgate.Domain.Sealing;
using Tollgate.Functions.Sealing;
using Tollgate.Functions.Signing;

namespace Tollgate.Operator.Vault;

/// <summary>The option that says where the vault with the sealing root is.</summary>
internal sealed class VaultAccess(Surroundings surroundings)
{
    /// <summary>An output of the deployment, which azd hands to its hooks.</summary>
    public const string Variable = "AZURE_KEY_VAULT_ENDPOINT";

    public Option<Uri?> Vault { get; } = new("--vault")
    {
        HelpName = "ADDRESS",
        Description = $"The address of the deployment's Key Vault, such as https://kv-example.vault.azure.net. Without the option: the variable {Variable}.",
        Recursive = true,
        CustomParser = result => Uri.TryCreate(result.Tokens.Single().Value, UriKind.Absolute, out var address) && address.Scheme == Uri.UriSchemeHttps
            ? address
            : Mistake(result),
    };

    public const string Missing = $"Say where the vault is: --vault (or the environment variable {Variable}) takes its https address.";

    /// <summary>Null when neither the option nor the variable names the vault.</summary>
    public VaultRootSecret? Secret(ParseResult arguments) =>
        (arguments.GetValue(Vault) ?? (Uri.TryCreate(surroundings.Variable(Variable), UriKind.Absolute, out var address) ? address : null)) is { } vault
            ? surroundings.OpenRoot(vault)
            : null;

    /// <summary>Null when neither the option nor the variable names the vault.</summary>
    public EpochSeals? Seals(ParseResult arguments) => Secret(arguments) is { } secret
        ? new EpochSeals(new Sealer(new VaultSealingRoots(() => secret, surroundings.Time), surroundings.Randomness))
        : null;

    private static Uri? Mistake(System.CommandLine.Parsing.ArgumentResult result)
    {
        result.AddError("--vault: takes the https address of a Key Vault.");
        return null;
    }
}
