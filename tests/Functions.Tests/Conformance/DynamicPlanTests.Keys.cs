using System.Net;
using System.Text.Json.Nodes;
using Tollgate.Domain.ClientAuthentication;
using Tollgate.TestKit.Http;
using Tollgate.TestKit.Signing;

namespace Tollgate.Functions.Tests.Conformance;

/// <summary>Clients that register a JWK Set and authenticate by private_key_jwt.</summary>
public sealed partial class DynamicPlanTests
{
    [Fact]
    public async Task A_client_that_registers_its_keys_redeems_a_code_with_an_assertion_for_the_issuer()
    {
        using var signer = AssertionSigner.New("RS256");
        var body = new JsonObject
        {
            ["redirect_uris"] = new JsonArray(Callback),
            ["token_endpoint_auth_method"] = "private_key_jwt",
            ["jwks"] = JsonNode.Parse(signer.JwkSet),
        };
        using var created = await host.SendAsync(HttpMethod.Post, Workspace + "/register", await host.NewTokenAsync(), body.ToJsonString());
        Assert.Equal(HttpStatusCode.Created, created.StatusCode);
        var client = await created.JsonAsync();
        var id = client.Text("client_id")!;
        using var browser = new ScriptlessBrowser(host.Server.Address);
        var code = (await browser.AllowAsync(Authorize(client, Callback), await NewUserAsync())).Code;
        var redemption = Requests.Redeem(code, ("client_id", null), ("redirect_uri", Callback));

        Assert.Equal("invalid_client", (await TokenAsync(redemption, signer.Assertion(id, "https://other.example", TimeProvider.System.GetUtcNow()))).Error);
        var (error, idToken) = await TokenAsync(redemption, signer.Assertion(id, host.Server.Address + "closed", TimeProvider.System.GetUtcNow()));

        Assert.True(idToken is not null, error);
    }

    private async Task<(string? Error, string? IdToken)> TokenAsync(string body, string assertion)
    {
        var proof = Requests.Encode(("client_assertion_type", ClientAssertion.Type), ("client_assertion", assertion));
        using var response = await host.Client.PostTokenAsync($"{body}&{proof}", path: Workspace + "/token");
        var answer = await response.JsonAsync();
        return (answer.Text("error"), answer.Text("id_token"));
    }
}
