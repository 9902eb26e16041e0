using System.Text.RegularExpressions;

namespace Tollgate.Functions.Tests.Deployment;

/// <summary>A deployment gives the rights that docs/operations.md names, and no others.</summary>
[Collection(InfraCollection.Name)]
public sealed partial class DeployedRightsTests(CompiledTemplate template)
{
    private static readonly Right[] OfTheApp =
    [
        new(Right.App, "Storage Blob Data Owner", "storageAccounts"),
        new(Right.App, "Storage Table Data Contributor", "storageAccounts"),
        new(Right.App, "Monitoring Metrics Publisher", "components"),
    ];

    private static readonly Right[] OfTheOperator =
    [
        new(Right.Operator, "Storage Table Data Contributor", "storageAccounts"),
        new(Right.Operator, "Key Vault Crypto Officer", "vaults"),
        new(Right.Operator, "Key Vault Secrets Officer", "vaults"),
    ];

    private static readonly Right[] ToSign =
    [
        .. new[] { "signing-es256", "signing-rs256", "signing-es256-shop", "signing-rs256-shop" }
            .Select(key => new Right(Right.App, "Tollgate signer", $"keys/{key}")),
    ];

    private static readonly Right ToWrap = new(Right.App, "Key Vault Crypto Service Encryption User", "keys/wrap");

    [Fact]
    public Task In_vault_mode_the_app_may_use_each_signing_key_and_no_other() => AssertRightsAsync([.. ToSign], ("TOLLGATE_SIGNING_MODE", "vault"));

    [Fact]
    public Task In_wrapped_mode_the_app_may_use_the_wrapping_key_only() => AssertRightsAsync([ToWrap], ("TOLLGATE_SIGNING_MODE", "wrapped"));

    [Fact]
    public Task While_the_mode_changes_the_app_may_use_the_keys_of_both_modes() =>
        AssertRightsAsync([.. ToSign, ToWrap], ("TOLLGATE_SIGNING_MODE", "wrapped"), ("TOLLGATE_BOTH_SIGNING_MODES", "true"));

    [Fact]
    public async Task A_deployment_without_a_named_operator_gives_rights_only_to_the_app()
    {
        var deployment = await template.DeployAsync(("AZURE_PRINCIPAL_ID", ""));
        Assert.All(deployment.Rights, right => Assert.Equal(Right.App, right.Who));
        Assert.Equal(OfTheApp.Length + 2, deployment.Rights.Count);
    }

    [Fact]
    public async Task The_signing_role_may_only_read_keys_and_sign_and_has_a_name_of_this_deployment()
    {
        var role = Assert.Single((await template.DeployAsync(("TOLLGATE_SIGNING_MODE", "vault"))).DefinedRoles).GetProperty("properties");
        var permission = Assert.Single(role.GetProperty("permissions").EnumerateArray());
        Assert.Equal(0, permission.GetProperty("actions").GetArrayLength());
        Assert.Equal(
            ["Microsoft.KeyVault/vaults/keys/read", "Microsoft.KeyVault/vaults/keys/sign/action"],
            permission.GetProperty("dataActions").EnumerateArray().Select(action => action.GetString()));
        Assert.Matches("^Tollgate signer [a-z0-9]{13}$", role.GetProperty("roleName").GetString());
    }

    [Fact]
    public async Task Wrapped_mode_defines_no_role() =>
        Assert.Empty((await template.DeployAsync(("TOLLGATE_SIGNING_MODE", "wrapped"))).DefinedRoles);

    [GeneratedRegex("^(Tollgate signer) [a-z0-9]{13}$")]
    private static partial Regex TokenOfResources();

    private async Task AssertRightsAsync(Right[] onKeys, params (string, string)[] mode)
    {
        var deployment = await template.DeployAsync(
            [("TOLLGATE_SIGNING_ALGORITHMS", "ES256,RS256"), ("TOLLGATE_OWN_KEY_WORKSPACES", "shop"), .. mode]);
        Assert.Equal(
            OfTheApp.Concat(OfTheOperator).Concat(onKeys).Select(right => $"{right}").Order(),
            deployment.Rights.Select(right => $"{right with { Role = TokenOfResources().Replace(right.Role, "$1") }}").Order());
    }
}
