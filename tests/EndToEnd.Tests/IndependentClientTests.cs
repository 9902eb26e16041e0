using System.Text.Json;
using Tollgate.TestKit;

namespace Tollgate.EndToEnd.Tests;

/// <summary>A server process, and an independent client library (npm oauth4webapi).</summary>
[RunsOnWorker]
public sealed class IndependentClientTests(AzuriteFixture azurite)
{
    private static readonly string Script = Repository.PathOf("tests", "EndToEnd.Tests", "clients", "client-credentials.mjs");

    [Theory]
    [InlineData("ES256")]
    [InlineData("RS256")]
    [InlineData("PS256")]
    public async Task A_foreign_client_discovers_gets_a_token_and_verifies_it(string algorithm)
    {
        await SkipWithoutNodeAsync();
        await using var host = await ServerProcess.StartAsync("--Signing:Algorithms", algorithm);
        await AssertServesAsync(host, algorithm);
    }

    [Fact]
    public async Task A_foreign_client_is_served_from_tables_on_Azurite()
    {
        await using var host = await ServerProcess.StartAsync("--tables", azurite.Server.NewAccount());
        await AssertServesAsync(host, "ES256");
    }

    [Fact]
    public async Task A_foreign_client_is_served_from_a_file()
    {
        await SkipWithoutNodeAsync();
        using var folder = new TemporaryFolder();
        await using var host = await ServerProcess.StartAsync("--data", folder.PathOf("tollgate.db"));
        await AssertServesAsync(host, "ES256");
    }

    private static async Task AssertServesAsync(ServerProcess host, string algorithm)
    {
        var issuer = host.Address.ToString().TrimEnd('/');
        var lines = await NodeScript.RunAsync(Script, issuer, algorithm);
        Assert.Equal(5, lines.Count);
        Assert.All(lines.Take(4), line => AssertClaims(line, issuer));
        Assert.Equal("refused", lines[4].GetProperty("forged").GetString());
    }

    private static void AssertClaims(JsonElement line, string issuer)
    {
        var claims = line.GetProperty("claims");
        Assert.Equal(issuer, claims.GetProperty("iss").GetString());
        Assert.Equal(issuer, claims.GetProperty("aud").GetString());
        Assert.Equal("demo-service", claims.GetProperty("sub").GetString());
        Assert.Equal("notes.read", claims.GetProperty("scope").GetString());
        Assert.Equal(
            line.GetProperty("expires_in").GetInt32(), claims.GetProperty("exp").GetInt64() - claims.GetProperty("iat").GetInt64());
        Assert.Equal("demo-service", line.GetProperty("resource").GetProperty("client_id").GetString());
    }

    private static async Task SkipWithoutNodeAsync()
    {
        var missing = await NodePackages.WhyMissingAsync();
        Skipped.When(missing is not null, missing ?? "");
    }
}
