using System.CommandLine;
using Tollgate.Domain.Sealing;
using Tollgate.Functions.Sealing;
using Tollgate.Operator.CommandLine;
using Tollgate.Operator.Vault;

namespace Tollgate.Operator.Keys;

/// <summary><c>key root</c>: makes the secret that every seal is derived from, and lets the app read it.</summary>
internal sealed class KeyRoot : Command, IHasExamples
{
    private readonly Option<bool> _new = new("--new") { Description = "Make the next version. The versions before it go on opening what they sealed." };
    private readonly Surroundings _surroundings;
    private readonly VaultAccess _vault;
    private readonly DeploymentOptions _deployment;

    public KeyRoot(Surroundings surroundings, VaultAccess vault)
        : base(
            "root",
            "Makes the secret sealing-root in the vault if it is missing, and gives the app the right to read it. The deployment's hook runs this.")
    {
        (_surroundings, _vault, _deployment) = (surroundings, vault, new DeploymentOptions(surroundings));
        Options.Add(_new);
        _deployment.AddTo(this);
        SetAction(InvokeAsync);
    }

    public IReadOnlyList<string> Examples =>
        ["key root --vault https://kv-example.vault.azure.net", "key root --new --vault https://kv-example.vault.azure.net"];

    private async Task<int> InvokeAsync(ParseResult arguments, CancellationToken cancellationToken)
    {
        var (output, error) = (arguments.InvocationConfiguration.Output, arguments.InvocationConfiguration.Error);
        if (_vault.Secret(arguments) is not { } secret)
        {
            await error.WriteLineAsync(VaultAccess.Missing);
            return ExitCode.Usage;
        }

        try
        {
            await output.WriteLineAsync(await VaultFault.WatchAsync(() => MakeAsync(secret, arguments.GetValue(_new), cancellationToken)));
            await AllowAsync(arguments, output, cancellationToken);
            return ExitCode.Done;
        }
        catch (RefusedException refusal)
        {
            await error.WriteLineAsync(refusal.Message);
            return ExitCode.Refused;
        }
    }

    /// <summary>Two commands at the same time may make two versions. This does no harm: both open seals, and the newer version makes seals.</summary>
    private async Task<string> MakeAsync(VaultRootSecret secret, bool isNext, CancellationToken cancellationToken)
    {
        if (!isNext && !await IsMissingAsync(secret))
            return $"The vault has its secret {VaultSealingRoots.SecretName}.";
        await secret.AddAsync(_surroundings.Randomness, cancellationToken);
        return isNext
            ? $"Made the next version of the secret {VaultSealingRoots.SecretName}. Within an hour every instance seals with it. "
                + "\"key seal\" gives the signing keys their seals anew."
            : $"Made the secret {VaultSealingRoots.SecretName}.";
    }

    private static async Task<bool> IsMissingAsync(VaultRootSecret secret)
    {
        try
        {
            await secret.NewestAsync();
            return false;
        }
        catch (NoSealingRootException refusal) when (VaultFault.IsMissing(refusal))
        {
            return true;
        }
    }

    /// <summary>Gives the app its role on the secret. Bicep cannot give this role, because it runs before the secret exists.</summary>
    private async Task AllowAsync(ParseResult arguments, TextWriter output, CancellationToken cancellationToken)
    {
        if (_deployment.VaultId(arguments) is not { } vault || _deployment.App(arguments) is not { } app)
            return;
        var resource = $"{vault}/secrets/{VaultSealingRoots.SecretName}";
        await VaultFault.WatchAsync(() => _surroundings.RoleAssignments.AssignAsync(resource, Roles.SecretsUser, app, cancellationToken));
        await output.WriteLineAsync("The app may read it.");
    }
}
