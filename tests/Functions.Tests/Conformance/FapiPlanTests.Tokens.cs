using System.Net;
using Tollgate.TestKit;
using Tollgate.TestKit.Http;

namespace Tollgate.Functions.Tests.Conformance;

/// <summary>Codes and refresh tokens.</summary>
public sealed partial class FapiPlanTests
{
    [Theory]
    [InlineData(null)]
    [InlineData("another-verifier-of-more-than-forty-three-characters")]
    public async Task A_code_needs_its_code_verifier(string? verifier)
    {
        using var client = await host.NewClientAsync();
        var code = await client.CodeAsync();

        Assert.Equal("invalid_grant", await FapiClient.ErrorOfAsync(await client.RedeemAsync(code, ("code_verifier", verifier))));
    }

    [Fact]
    public async Task A_code_of_another_client_is_refused()
    {
        using var client = await host.NewClientAsync();
        using var other = await host.NewClientAsync();
        var code = await client.CodeAsync();

        Assert.Equal("invalid_grant", await FapiClient.ErrorOfAsync(await other.RedeemAsync(code)));
    }

    [Fact]
    public async Task A_code_that_is_used_again_after_a_second_is_refused_and_ends_the_access_token()
    {
        using var client = await host.NewClientAsync();
        var code = await client.CodeAsync();
        var token = (await client.TokensAsync(code)).Text("access_token")!;
        host.Clock.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal("invalid_grant", await FapiClient.ErrorOfAsync(await client.RedeemAsync(code)));

        using var userInfo = new HttpRequestMessage(HttpMethod.Get, "/userinfo");
        userInfo.Headers.TryAddWithoutValidation("Authorization", $"DPoP {token}");
        userInfo.Headers.Add("DPoP", client.Sender.Proof("GET", host.Issuer + "/userinfo", host.Clock.GetUtcNow(), token));
        using var refused = await host.Client.SendAsync(userInfo);
        Assert.Equal((HttpStatusCode.Unauthorized, "invalid_token"), (refused.StatusCode, (await refused.JsonAsync()).Text("error")));
    }

    [Fact]
    public async Task A_code_lives_for_sixty_seconds()
    {
        using var client = await host.NewClientAsync();
        var code = await client.CodeAsync();
        host.Clock.Advance(TimeSpan.FromSeconds(60));

        Assert.Equal("invalid_grant", await FapiClient.ErrorOfAsync(await client.RedeemAsync(code)));
    }

    [Fact]
    public async Task A_refresh_takes_a_proof_of_a_new_key_and_needs_the_client_and_a_proof()
    {
        using var client = await host.NewClientAsync();
        using var other = await host.NewClientAsync();
        using var newKey = new DpopSender();
        var first = await client.TokensAsync(await client.CodeAsync(("scope", "openid notes.read offline_access"), ("prompt", "consent")));
        host.Clock.Advance(TimeSpan.FromSeconds(1));
        var refresh = RefreshOf(first.Text("refresh_token"));

        using var response = await client.SendAsync("/token", refresh, client.Assertion(), client.Proof("/token", newKey));
        var tokens = await FapiClient.TokensOfAsync(response);
        var token = tokens.Text("access_token")!;
        Assert.Equal(HttpStatusCode.OK, await client.ResourceAsync($"DPoP {token}", client.ProofOf(token, newKey)));
        refresh = RefreshOf(tokens.Text("refresh_token") ?? first.Text("refresh_token"));

        var withoutAssertion = refresh + "&client_id=" + client.ClientId;
        Assert.Equal("invalid_client", await FapiClient.ErrorOfAsync(await client.SendAsync("/token", withoutAssertion, null, client.Proof("/token"))));
        Assert.Contains(await FapiClient.ErrorOfAsync(await client.SendAsync("/token", refresh, client.Assertion())), RefusalsOfProofs);
        var stolen = await other.SendAsync("/token", refresh, other.Assertion(), other.Proof("/token"));
        Assert.Equal("invalid_grant", await FapiClient.ErrorOfAsync(stolen));
    }

    private static string RefreshOf(string? token) =>
        Requests.Encode(("grant_type", "refresh_token"), ("refresh_token", token), ("scope", "openid notes.read offline_access"));
}
