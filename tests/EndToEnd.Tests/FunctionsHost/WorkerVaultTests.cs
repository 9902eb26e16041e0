using System.Buffers.Text;
using System.Text;
using System.Text.Json;
using Tollgate.Domain.Handles;
using Tollgate.Domain.Sealing;
using Tollgate.EndToEnd.Tests.Applications;
using Tollgate.TestKit;
using Tollgate.TestKit.FunctionsHost;
using Tollgate.TestKit.KeyVault;

namespace Tollgate.EndToEnd.Tests.FunctionsHost;

/// <summary>The published app with a managed identity and a vault. The test plays the vault, the identity endpoint and the Functions host.</summary>
public sealed class WorkerVaultTests(AzuriteFixture azurite)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("vault", "sign", 0)]
    [InlineData("wrapped", "unwrapkey", 1)]
    public async Task A_key_of_the_vault_signs_a_token_and_only_wrapped_mode_reads_the_root(string mode, string operation, int roots)
    {
        Skipped.Unless(OperatingSystem.IsLinux(), "Elsewhere no variable says which certificate a process trusts.");
        var tables = azurite.Server.NewAccount();
        await using var vault = await KeyVaultServer.StartAsync();
        vault.Keys.CreateEc("signing-es256");
        vault.Keys.CreateRsa("signing-rs256");
        vault.Keys.CreateRsa("wrap");
        vault.Secrets.Set("sealing-root", SealingRoot.NewText(new Randomness()));
        await using var way = await WayToVault.OpenAsync(vault);

        await using var server = await WorkerProcess.StartAsync(["--Signing:Mode", mode, "--tables", tables, "--demo", "false", .. Arguments(way)]);
        var client = await OperatorProgram.RunAsync(
            "client", "add", "--name", "Service", "--grant", "client_credentials", "--scope", "notes.read", "--tables", tables);
        var answer = await new OAuthClient(server.Client, client.GetProperty("client_id").GetString()!, client.GetProperty("client_secret").GetString())
            .ClientCredentialsAsync(Token);

        Assert.True(answer.IsSuccess, $"{answer}\n{server.Output}");
        await AssertVerifiesAsync(answer.AccessToken, server.Client);
        Assert.True(vault.Count(operation) > 0, string.Join('\n', vault.Requests));
        Assert.Equal(roots, vault.Count("getsecret"));
        Assert.True(way.TokensGiven > 0);
        Assert.DoesNotContain("vault-token", server.Output, StringComparison.Ordinal);
    }

    private static IEnumerable<string> Arguments(WayToVault way) => way.Settings.SelectMany(setting => new[] { $"--{setting.Key}", setting.Value });

    private static async Task AssertVerifiesAsync(string token, HttpClient client)
    {
        var parts = token.Split('.');
        using var keys = JsonDocument.Parse(await client.GetStringAsync("/.well-known/jwks.json", Token));
        using var header = JsonDocument.Parse(Base64Url.DecodeFromChars(parts[0]));
        var key = keys.RootElement.GetProperty("keys").EnumerateArray()
            .Single(each => each.GetProperty("kid").GetString() == header.RootElement.GetProperty("kid").GetString());
        Assert.True(JsonWebKeyVerifier.Verifies(key, Encoding.ASCII.GetBytes($"{parts[0]}.{parts[1]}"), Base64Url.DecodeFromChars(parts[2])));
    }
}
