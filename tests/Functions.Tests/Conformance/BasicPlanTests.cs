using System.Net;
using System.Text.Json;
using Tollgate.TestKit.Http;

namespace Tollgate.Functions.Tests.Conformance;

/// <summary>
/// The modules of the plans Basic and Form Post (Basic) of the OpenID conformance suite. docs/conformance.md says which test stands for
/// which module.
/// </summary>
public sealed partial class BasicPlanTests(ConformanceHost host) : IClassFixture<ConformanceHost>
{
    public static readonly TheoryData<string> Modes = new("query", "form_post");

    [Theory]
    [MemberData(nameof(Modes))]
    public async Task A_code_becomes_an_ID_token_for_this_request_with_no_claim_that_was_not_asked_for(string mode)
    {
        using var client = new RelyingParty(host, mode);

        var grant = await client.GrantAsync();

        Assert.Equal(
            ["acr", "amr", "at_hash", "aud", "auth_time", "exp", "iat", "iss", "nonce", "sid", "sub"],
            grant.IdToken.EnumerateObject().Select(claim => claim.Name).Order());
        Assert.Equal(["sub"], grant.UserInfo.EnumerateObject().Select(claim => claim.Name));
    }

    [Theory]
    [MemberData(nameof(Modes))]
    public async Task A_client_may_send_its_secret_in_the_body_and_then_in_no_other_way(string mode)
    {
        var clientId = await host.NewClientAsync(client => client with { TokenEndpointAuthMethod = "client_secret_post" });
        using var client = new RelyingParty(host, mode, clientId);

        var code = client.CodeOf(await client.AllowAsync());
        Assert.Equal("invalid_client", await host.Client.TokenErrorAsync(client.Redemption(code), client.Basic));
        var tokens = await host.Client.TokensAsync(client.Redemption(code, ("client_id", clientId), ("client_secret", ConformanceHost.Secret)));

        await client.IdTokenOfAsync(tokens);
    }

    [Theory]
    [MemberData(nameof(Modes))]
    public async Task A_request_without_a_response_type_is_an_error_that_the_client_gets(string mode)
    {
        using var client = new RelyingParty(host, mode);

        Assert.Equal("invalid_request", client.ErrorOf(await client.AskAsync(("response_type", null))));
    }

    [Theory]
    [MemberData(nameof(Modes))]
    public async Task A_request_without_a_nonce_gets_an_ID_token_without_one(string mode)
    {
        using var client = new RelyingParty(host, mode);

        await client.CheckAsync(client.CodeOf(await client.AllowAsync(("nonce", null))), nonce: null);
    }

    [Theory]
    [InlineData("GET")]
    [InlineData("POST")]
    public async Task UserInfo_takes_the_access_token_in_the_header_of_either_method(string method)
    {
        foreach (var mode in Modes)
        {
            using var client = new RelyingParty(host, mode.Data);
            var grant = await client.GrantAsync();

            RelyingParty.UserInfoOf(await host.Client.UserInfoAsync(grant.AccessToken, new HttpMethod(method)), grant.IdToken);
        }
    }

    /// <summary>The suite warns and goes on: a server need not take the token from there.</summary>
    [Theory]
    [MemberData(nameof(Modes))]
    public async Task UserInfo_takes_no_access_token_from_the_body_and_says_so(string mode)
    {
        using var client = new RelyingParty(host, mode);
        var grant = await client.GrantAsync();

        using var refused = await host.Client.PostTokenAsync(Requests.Encode(("access_token", grant.AccessToken)), path: "/userinfo");

        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
        Assert.StartsWith($"Bearer realm=\"{host.Issuer}\"", refused.Header("WWW-Authenticate"), StringComparison.Ordinal);
        Assert.DoesNotContain("error=", refused.Header("WWW-Authenticate"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("openid profile", "family_name given_name name preferred_username sub updated_at")]
    [InlineData("openid email", "email email_verified sub")]
    [InlineData("openid address", "address sub")]
    [InlineData("openid phone", "phone_number phone_number_verified sub")]
    [InlineData(
        "openid email phone address profile",
        "address email email_verified family_name given_name name phone_number phone_number_verified preferred_username sub updated_at")]
    public async Task Each_scope_brings_its_claims_to_UserInfo(string scope, string claims)
    {
        foreach (var mode in Modes)
        {
            using var client = new RelyingParty(host, mode.Data);

            var info = (await client.GrantAsync(("scope", scope))).UserInfo;

            Assert.Equal(claims.Split(' '), info.EnumerateObject().Select(claim => claim.Name).Order());
            Assert.All(info.EnumerateObject(), AssertKind);
        }
    }

    [Theory]
    [MemberData(nameof(Modes))]
    public async Task The_order_of_scopes_and_of_parameters_makes_no_difference(string mode)
    {
        using var client = new RelyingParty(host, mode);
        var reversed = string.Join('&', client.Query(("scope", "email openid")).Split('&').Reverse());

        var grant = await client.CheckAsync(client.CodeOf(await client.Browser.AllowAsync("/authorize?" + reversed, ConformanceHost.Username)));

        Assert.Equal("carol@example.com", grant.UserInfo.Text("email"));
    }

    /// <summary>The JSON types of OpenID Connect Core §5.1.</summary>
    private static void AssertKind(JsonProperty claim)
    {
        var kinds = claim.Name switch
        {
            "updated_at" => new[] { JsonValueKind.Number },
            "email_verified" or "phone_number_verified" => [JsonValueKind.True, JsonValueKind.False],
            "address" => [JsonValueKind.Object],
            _ => [JsonValueKind.String],
        };
        Assert.Contains(claim.Value.ValueKind, kinds);
        if (claim.Name == "address")
        {
            Assert.All(claim.Value.EnumerateObject(), part => Assert.Equal(JsonValueKind.String, part.Value.ValueKind));
            Assert.Equal("Oxford", claim.Value.Text("locality"));
        }
    }
}
