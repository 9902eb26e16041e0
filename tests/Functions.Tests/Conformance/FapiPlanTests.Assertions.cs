using System.Text.Json.Nodes;

namespace Tollgate.Functions.Tests.Conformance;

/// <summary>Assertions of clients.</summary>
public sealed partial class FapiPlanTests
{
    [Theory]
    [InlineData("exp", -300)]
    [InlineData("aud", "https://other.example")]
    [InlineData("sub", null)]
    public async Task An_assertion_with_a_wrong_claim_is_refused_at_the_token_endpoint(string claim, object? value)
    {
        using var client = await host.NewClientAsync();
        var code = await client.CodeAsync();

        var assertion = client.Assertion(claims => Change(claims, claim, value));

        Assert.Equal("invalid_client", await FapiClient.ErrorOfAsync(await RedeemAsync(client, code, assertion)));
        await client.TokensAsync(code);
    }

    [Fact]
    public async Task A_token_request_without_an_assertion_is_refused()
    {
        using var client = await host.NewClientAsync();
        var code = await client.CodeAsync();

        Assert.Equal("invalid_client", await FapiClient.ErrorOfAsync(await RedeemAsync(client, code, null, ("client_id", client.ClientId))));
    }

    [Fact]
    public async Task An_assertion_with_RS256_is_refused()
    {
        using var client = await host.NewClientAsync("RS256");

        Assert.Equal("invalid_client", await FapiClient.ErrorOfAsync(await RedeemAsync(client, "a.b", client.Assertion())));
    }

    [Fact]
    public async Task The_id_of_another_client_beside_the_assertion_is_refused()
    {
        using var client = await host.NewClientAsync();
        using var other = await host.NewClientAsync();
        var code = await client.CodeAsync();

        var error = await FapiClient.ErrorOfAsync(await RedeemAsync(client, code, client.Assertion(), ("client_id", other.ClientId)));

        Assert.True(error is "invalid_client" or "invalid_grant", error);
    }

    [Theory]
    [InlineData("list")]
    [InlineData("/par")]
    [InlineData("/token")]
    public async Task At_PAR_an_assertion_has_the_issuer_as_its_only_audience_and_no_list(string audience)
    {
        using var client = await host.NewClientAsync();

        var assertion = client.Assertion(claims => claims["aud"] = audience == "list" ? new JsonArray(host.Issuer) : host.Issuer + audience);

        Assert.Equal("invalid_client", await FapiClient.ErrorOfAsync(await client.SendAsync("/par", client.Query(), assertion)));
    }

    [Theory]
    [InlineData(8, true)]
    [InlineData(61, false)]
    public async Task At_PAR_an_assertion_may_be_some_seconds_ahead_and_no_more_than_a_minute(int seconds, bool isTaken)
    {
        using var client = await host.NewClientAsync();
        var assertion = client.Assertion(claims =>
        {
            foreach (var claim in new[] { "iat", "nbf" })
                Change(claims, claim, seconds);
            Change(claims, "exp", seconds + 60);
        });

        var response = await client.SendAsync("/par", client.Query(), assertion);

        if (isTaken)
            await FapiClient.RequestUriOfAsync(response);
        else
            Assert.Equal("invalid_client", await FapiClient.ErrorOfAsync(response));
    }

    private static Task<HttpResponseMessage> RedeemAsync(
        FapiClient client, string code, string? assertion, params (string Name, string? Value)[] changes) =>
        client.SendAsync("/token", client.Redemption(code, changes), assertion, client.Proof("/token"));

    /// <summary>A number is a time in seconds from now.</summary>
    private void Change(JsonObject claims, string claim, object? value)
    {
        if (value is int seconds)
            claims[claim] = host.Clock.GetUtcNow().ToUnixTimeSeconds() + seconds;
        else if (value is null)
            claims.Remove(claim);
        else
            claims[claim] = (string)value;
    }
}
