using System.Text.Json;
using Tollgate.TestKit;
using Tollgate.TestKit.Http;

namespace Tollgate.Functions.Tests.Http;

/// <summary>RS256 beside ES256 (OpenID Connect Core §15.1, Discovery §3), as clients see them on a server that has just started.</summary>
public sealed class SigningAlgorithmTests(LocalHostFixture host) : IClassFixture<LocalHostFixture>
{
    [Fact]
    public async Task A_new_server_has_both_algorithms_in_its_first_JWK_Set_and_in_its_metadata()
    {
        await using var fresh = await TestHost.StartAsync();
        var keys = JsonElement.Parse(await fresh.Client.GetStringAsync("/.well-known/jwks.json"));
        var metadata = JsonElement.Parse(await fresh.Client.GetStringAsync("/.well-known/openid-configuration"));

        Assert.Equal(["ES256", "RS256"], keys.GetProperty("keys").EnumerateArray().Select(key => key.Text("alg")));
        Assert.Equal(["ES256", "RS256"], metadata.GetProperty("id_token_signing_alg_values_supported").EnumerateArray().Select(value => value.GetString()));
    }

    [Fact]
    public async Task A_new_client_gets_RS256_ID_tokens_with_the_users_name_and_a_client_of_an_earlier_version_keeps_ES256()
    {
        var old = await host.Server.NewClientAsync(client => client with { IdTokenSignedResponseAlg = null, RequiresConsent = false });
        var username = await host.Server.NewUserAsync();

        var (newTokens, oldTokens) = (await TokensAsync("demo-spa", username), await TokensAsync(old, username));

        Assert.Equal(("RS256", "ES256"), (Algorithm(newTokens, "id_token"), Algorithm(newTokens, "access_token")));
        Assert.Equal(("ES256", "ES256"), (Algorithm(oldTokens, "id_token"), Algorithm(oldTokens, "access_token")));
        Assert.Equal((username, "Somebody"), (Part(newTokens, "id_token", 1).Text("preferred_username"), Part(newTokens, "id_token", 1).Text("name")));
    }

    private async Task<JsonElement> TokensAsync(string clientId, string username)
    {
        using var browser = new ScriptlessBrowser(host.Server.Address);
        var page = await browser.SignInAsync(await browser.GetAsync(Requests.Authorize(("client_id", clientId))), username);
        var answer = page.HasField("form_token") ? await browser.ConsentAsync(page) : page;
        return await host.Client.TokensAsync(Requests.Redeem(answer.Code, ("client_id", clientId)));
    }

    private static string? Algorithm(JsonElement tokens, string member) => Part(tokens, member, 0).Text("alg");

    private static JsonElement Part(JsonElement tokens, string member, int part) =>
        JsonElement.Parse(System.Buffers.Text.Base64Url.DecodeFromChars(tokens.Text(member)!.Split('.')[part]));
}
