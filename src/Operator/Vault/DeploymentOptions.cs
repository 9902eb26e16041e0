using System.CommandLine;

namespace Tollgate.Operator.Vault;

/// <summary>The options that name the Azure resources of a deployment. azd hands their values to its hooks.</summary>
internal sealed class DeploymentOptions(Surroundings surroundings)
{
    private readonly Option<string?> _vaultId = new("--vault-id")
    {
        HelpName = "ID",
        Description = "The resource id of the deployment's Key Vault. Without the option: the variable TOLLGATE_VAULT_ID.",
    };

    private readonly Option<string?> _app = new("--app")
    {
        HelpName = "ID",
        Description = "The object id of the identity of the app. Without the option: the variable TOLLGATE_APP_PRINCIPAL_ID.",
    };

    public void AddTo(Command command)
    {
        command.Options.Add(_vaultId);
        command.Options.Add(_app);
    }

    public string? VaultId(ParseResult arguments) => Text(arguments, _vaultId, "TOLLGATE_VAULT_ID");

    public string? App(ParseResult arguments) => Text(arguments, _app, "TOLLGATE_APP_PRINCIPAL_ID");

    private string? Text(ParseResult arguments, Option<string?> option, string variable) =>
        arguments.GetValue(option) ?? (surroundings.Variable(variable) is { Length: > 0 } text ? text : null);
}
