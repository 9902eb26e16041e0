using Microsoft.Extensions.Time.Testing;
using Tollgate.EmbeddedTables;
using Tollgate.Operator.Vault;
using Tollgate.TestKit;
using Tollgate.TestKit.Signing;

namespace Tollgate.Operator.Tests;

/// <summary>The command names each fault and its remedy. The exit code tells whether there is a fault.</summary>
public sealed class DoctorTests : IAsyncLifetime
{
    private const string VaultId = "/subscriptions/s/resourceGroups/rg/providers/Microsoft.KeyVault/vaults/kv";
    private const string CryptoUser = "12338af0-0e69-4776-bea7-57ae8d297424";
    private const string EncryptionUser = "e147488a-f6f5-4113-8e2d-b22465e65bf6";
    private const string Signer = "33333333-3333-3333-3333-333333333333";

    private readonly OperatorShell _shell = new();
    private readonly FakeTimeProvider _time = TestClock.New();
    private WrappedScene _scene = null!;

    public async ValueTask InitializeAsync()
    {
        _scene = await WrappedScene.StartAsync(TableEngine.File(_shell.File, _time), time: _time);
        (_shell.RealTime, _shell.Vault) = (_time, _scene.Vault);
        (_shell.Environment["TOLLGATE_VAULT_ID"], _shell.Environment["TOLLGATE_APP_PRINCIPAL_ID"]) = (VaultId, "app");
        await _scene.Instance().TokenAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _scene.DisposeAsync();
        _shell.Dispose();
    }

    [Fact]
    public async Task A_correct_deployment_has_no_warning_and_no_error()
    {
        Give("keys/wrap", EncryptionUser);
        Give("secrets/sealing-root", "4633458b-17de-408a-b874-0445c86b69e6");
        var answer = await DoctorAsync("wrapped");
        Assert.Equal(0, answer.ExitCode);
        Assert.Contains("Nothing is wrong.", answer.Output);
        Assert.DoesNotContain("warning", answer.Output);
    }

    [Fact]
    public async Task Rights_and_rows_of_the_earlier_mode_are_found_and_fix_removes_them()
    {
        Give("keys/wrap", EncryptionUser);
        Give("keys/signing-es256", Signer);
        // The previous version gave this role.
        Give("keys/signing-es256", CryptoUser);

        var found = await DoctorAsync("vault");
        Assert.Equal(1, found.ExitCode);
        Assert.Contains("Key Vault Crypto Service Encryption User on keys/wrap", found.Output);
        Assert.Contains("Key Vault Crypto User on keys/signing-es256", found.Output);
        Assert.Contains("az role assignment delete --ids", found.Output);
        Assert.Contains("signingKeys holds keys of wrapped mode", found.Output);
        Assert.Equal(3, _shell.Roles.All.Count);
        Assert.Single(await _scene.RowsAsync());

        Assert.Equal(0, (await DoctorAsync("vault", "--fix")).ExitCode);
        Assert.Equal(Signer, Assert.Single(_shell.Roles.All).Role);
        Assert.Empty(await _scene.RowsAsync());
        Assert.Equal(0, (await DoctorAsync("vault")).ExitCode);
    }

    [Fact]
    public async Task Nothing_is_removed_while_both_modes_are_in_use()
    {
        Give("keys/wrap", EncryptionUser);
        Give("keys/signing-es256", Signer);
        Assert.Equal(0, (await DoctorAsync("vault", "--both-modes", "true", "--fix")).ExitCode);
        Assert.Equal(2, _shell.Roles.All.Count);
        Assert.Single(await _scene.RowsAsync());
    }

    [Fact]
    public async Task The_keys_of_a_workspace_with_its_own_mode_stay_and_a_missing_right_is_an_error()
    {
        Assert.Equal(0, (await _shell.RunAsync("workspace", "add", "shop", "--signing-mode", "wrapped")).ExitCode);
        Give("keys/wrap", EncryptionUser);
        var answer = await DoctorAsync("vault", "--fix");
        Assert.Equal(1, answer.ExitCode);
        Assert.Contains("error: signing mode: The workspace shop signs in wrapped mode", answer.Output);
        Assert.Single(_shell.Roles.All);
        Assert.Single(await _scene.RowsAsync());
    }

    [Fact]
    public async Task Rows_without_a_seal_and_rows_with_a_wrong_seal_are_found()
    {
        var row = Assert.Single(await _scene.RowsAsync());
        Assert.True(await _scene.Rows.TryUpdateAsync(row with { Seal = null }, default));
        Assert.Contains("warning: seals of the signing keys: The row -, ES256|000000001 of the signing keys has no seal.", (await DoctorAsync(
            "wrapped")).Output);

        row = Assert.Single(await _scene.RowsAsync());
        Assert.True(await _scene.Rows.TryUpdateAsync(row with { Seal = new byte[36] }, default));
        var answer = await DoctorAsync("wrapped", "--fix");
        Assert.Equal(1, answer.ExitCode);
        Assert.Contains("has a wrong seal", answer.Output);
        Assert.Single(await _scene.RowsAsync());
    }

    [Fact]
    public async Task A_check_that_Azure_refuses_is_an_error_and_the_other_checks_still_run()
    {
        _shell.Roles.Fault = new Azure.RequestFailedException(403, "AuthorizationFailed");
        var row = Assert.Single(await _scene.RowsAsync());
        Assert.True(await _scene.Rows.TryUpdateAsync(row with { Seal = null }, default));
        var answer = await DoctorAsync("wrapped");
        Assert.Equal(1, answer.ExitCode);
        Assert.Contains("error: signing mode: The check could not be made.", answer.Output);
        Assert.Contains("has no seal", answer.Output);
    }

    private void Give(string on, string role) => _shell.Roles.All.Add(new RoleAssignment($"{VaultId}/{on}/{role}", $"{VaultId}/{on}", role));

    private Task<OperatorAnswer> DoctorAsync(string mode, params string[] options) => _shell.RunAsync(["doctor", "--mode", mode, .. options]);
}
