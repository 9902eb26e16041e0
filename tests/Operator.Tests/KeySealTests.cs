using Azure.Data.Tables;
using Microsoft.Extensions.Time.Testing;
using Tollgate.Domain.Sealing;
using Tollgate.EmbeddedTables;
using Tollgate.Functions.Sealing;
using Tollgate.Functions.Signing;
using Tollgate.Functions.Tables;
using Tollgate.TestKit;
using Tollgate.TestKit.KeyVault;
using Tollgate.TestKit.Signing;

namespace Tollgate.Operator.Tests;

/// <summary>The commands on seals use the tables and the sealing root in the vault.</summary>
public sealed class KeySealTests : IAsyncLifetime
{
    private const string VaultId = "/subscriptions/s/resourceGroups/rg/providers/Microsoft.KeyVault/vaults/kv";

    private readonly OperatorShell _shell = new();
    private readonly FakeTimeProvider _time = TestClock.New();
    private WrappedScene _scene = null!;

    public async ValueTask InitializeAsync()
    {
        _scene = await WrappedScene.StartAsync(TableEngine.File(_shell.File, _time), time: _time);
        (_shell.RealTime, _shell.Vault) = (_time, _scene.Vault);
        await _scene.Instance("ES256", "RS256").TokenAsync("RS256");
    }

    public async ValueTask DisposeAsync()
    {
        await _scene.DisposeAsync();
        _shell.Dispose();
    }

    [Fact]
    public async Task Seals_the_rows_so_that_the_deployment_can_accept_sealed_rows_only()
    {
        var kid = await _scene.Instance().CurrentIdAsync();
        await UnsealAsync();

        Assert.Equal("Sealed 2 rows.\n", (await _shell.RunAsync("key", "seal")).Output);
        Assert.Equal("Every row of the signing keys had a seal already.\n", (await _shell.RunAsync("key", "seal")).Output);

        foreach (var row in await _scene.RowsAsync())
            Assert.Equal(MacVerdict.Right, await _scene.Seals.CheckAsync(row, default));
        _scene.IsSealedOnly = true;
        Assert.Equal(kid, await _scene.Instance().CurrentIdAsync());
    }

    [Fact]
    public async Task A_wrong_seal_is_reported_and_not_replaced()
    {
        await ChangeAsync(row => row["Seal"] = new byte[36]);
        var answer = await _shell.RunAsync("key", "seal");
        Assert.Equal((1, "Sealed nothing.\n"), (answer.ExitCode, answer.Output));
        Assert.Contains("ES256|000000001 has a wrong seal", answer.Error);
        Assert.Equal(MacVerdict.Wrong, await _scene.Seals.CheckAsync((await _scene.RowsAsync())[0], default));
    }

    [Fact]
    public async Task A_seal_of_an_older_root_is_renewed()
    {
        Assert.Equal(0, (await _shell.RunAsync("key", "root", "--new")).ExitCode);
        Assert.Equal("Sealed 2 rows.\n", (await _shell.RunAsync("key", "seal")).Output);
        Assert.Equal("Every row of the signing keys had a seal already.\n", (await _shell.RunAsync("key", "seal")).Output);
    }

    [Fact]
    public async Task Without_a_vault_the_command_says_how_to_name_the_vault()
    {
        _shell.Vault = null;
        var answer = await _shell.RunAsync("key", "seal");
        Assert.Equal(1, answer.ExitCode);
        Assert.Contains("--vault", answer.Error);
        Assert.Contains("--vault", (await _shell.RunAsync("key", "root")).Error);
    }

    [Fact]
    public async Task Rotating_needs_the_vault_if_the_row_has_a_seal()
    {
        _shell.Vault = null;
        var answer = await _shell.RunAsync("key", "rotate");
        Assert.Equal(1, answer.ExitCode);
        Assert.Contains("--vault", answer.Error);

        await UnsealAsync();
        Assert.Equal(0, (await _shell.RunAsync("key", "rotate")).ExitCode);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Revoking_does_not_need_the_vault(bool isNamed)
    {
        var kid = await _scene.Instance().CurrentIdAsync();
        _shell.Vault = isNamed ? _scene.Vault : null;
        _scene.Vault.Faults.Down = true;

        Assert.Equal(0, (await _shell.RunAsync("key", "revoke", "--yes", "--", kid)).ExitCode);

        _scene.Vault.Faults.Clear();
        foreach (var isSealedOnly in new[] { false, true })
        {
            _scene.IsSealedOnly = isSealedOnly;
            Assert.DoesNotContain(kid, await _scene.Instance().PublishedIdsAsync());
        }
    }

    [Fact]
    public async Task The_root_is_made_once_and_the_app_may_read_it()
    {
        _scene.Vault.Secrets.Delete(VaultSealingRoots.SecretName);
        await using var vault = await KeyVaultServer.StartAsync(_time);
        _shell.Vault = vault;
        (_shell.Environment["TOLLGATE_VAULT_ID"], _shell.Environment["TOLLGATE_APP_PRINCIPAL_ID"]) = (VaultId, "app");

        Assert.Equal("Made the secret sealing-root.\nThe app may read it.\n", (await _shell.RunAsync("key", "root")).Output);
        Assert.Equal("The vault has its secret sealing-root.\nThe app may read it.\n", (await _shell.RunAsync("key", "root")).Output);

        Assert.NotNull(SealingRoot.Parse(Assert.Single(vault.Secrets.Versions(VaultSealingRoots.SecretName)).Value));
        var right = Assert.Single(_shell.Roles.All);
        Assert.Equal(($"{VaultId}/secrets/sealing-root", "4633458b-17de-408a-b874-0445c86b69e6"), (right.Scope, right.Role));
    }

    [Fact]
    public async Task Without_the_right_to_read_secrets_no_root_is_made()
    {
        _scene.Vault.Faults.Forbidden = "getsecret";
        var answer = await _shell.RunAsync("key", "root");
        Assert.Equal(1, answer.ExitCode);
        Assert.Contains("Key Vault Secrets Officer", answer.Error);
        Assert.Single(_scene.Vault.Secrets.Versions(VaultSealingRoots.SecretName));
    }

    /// <summary>Removes the seals, because an operator command of the previous version writes rows without them.</summary>
    private Task UnsealAsync() => ChangeAsync(row => row.Remove("Seal"), "ES256|000000001", "RS256|000000001");

    private async Task ChangeAsync(Action<TableEntity> change, params string[] keys)
    {
        var table = _scene.Tables.GetTableClient(TableNames.SigningKeys);
        foreach (var key in keys is [] ? ["ES256|000000001"] : keys)
        {
            var row = (await table.GetEntityAsync<TableEntity>(EpochKeyTable.SharedRing, key)).Value;
            change(row);
            await table.UpdateEntityAsync(row, Azure.ETag.All, TableUpdateMode.Replace);
        }
    }
}
