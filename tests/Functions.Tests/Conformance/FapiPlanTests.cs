using System.Buffers.Text;
using System.Net;
using System.Text.Json;
using Tollgate.TestKit.Http;

namespace Tollgate.Functions.Tests.Conformance;

/// <summary>
/// The modules of the plan FAPI 2.0 Security Profile (Final) of the OpenID conformance suite, for plain OAuth and for OpenID Connect.
/// </summary>
public sealed partial class FapiPlanTests(FapiHost host) : IClassFixture<FapiHost>
{
    [Theory]
    [InlineData("/.well-known/openid-configuration")]
    [InlineData("/.well-known/oauth-authorization-server")]
    public async Task The_metadata_offers_what_the_profile_needs(string path)
    {
        var metadata = JsonElement.Parse(await host.Client.GetStringAsync(path));

        Assert.Equal(host.Issuer, metadata.Text("issuer"));
        Assert.Equal(host.Issuer + "/par", metadata.Text("pushed_authorization_request_endpoint"));
        Assert.True(metadata.GetProperty("authorization_response_iss_parameter_supported").GetBoolean());
        foreach (var (member, value) in new[]
        {
            ("response_types_supported", "code"), ("code_challenge_methods_supported", "S256"), ("scopes_supported", "openid"),
            ("subject_types_supported", "public"), ("token_endpoint_auth_methods_supported", "private_key_jwt"),
            ("token_endpoint_auth_signing_alg_values_supported", "ES256"), ("token_endpoint_auth_signing_alg_values_supported", "PS256"),
            ("dpop_signing_alg_values_supported", "ES256"), ("dpop_signing_alg_values_supported", "PS256"),
            ("id_token_signing_alg_values_supported", "ES256"),
        })
            Assert.Contains(value, metadata.GetProperty(member).EnumerateArray().Select(each => each.GetString()));
    }

    [Theory]
    [InlineData("openid notes.read", Requests.Callback, "ES256")]
    [InlineData("notes.read", FapiHost.SecondCallback, "PS256")]
    public async Task The_whole_flow_ends_at_a_resource_that_takes_the_token_with_its_proof(string scope, string redirectUri, string algorithm)
    {
        using var client = await host.NewClientAsync(algorithm);

        var answer = await client.AllowAsync(await client.PushAsync(("scope", scope), ("redirect_uri", redirectUri)));
        Assert.StartsWith(redirectUri, answer.Location, StringComparison.Ordinal);
        Assert.Equal(("a state", host.Issuer, null), (answer.Parameters["state"], answer.Parameters["iss"], answer.Error));
        var tokens = await client.TokensAsync(answer.Code!, ("redirect_uri", redirectUri));

        Assert.Equal(scope.Contains("openid", StringComparison.Ordinal), tokens.Text("id_token") is not null);
        if (tokens.Text("id_token") is { } idToken)
            Assert.Equal("ES256", JsonElement.Parse(Base64Url.DecodeFromChars(idToken.Split('.')[0])).Text("alg"));
        var token = tokens.Text("access_token")!;
        Assert.Equal(HttpStatusCode.OK, await client.ResourceAsync($"DPoP {token}", client.ProofOf(token)));
    }

    [Fact]
    public async Task A_user_who_says_no_is_told_to_the_client_with_the_state()
    {
        using var client = await host.NewClientAsync();
        var page = await client.Browser.SignInAsync(await client.Browser.GetAsync(client.Authorize(await client.PushAsync())), host.Username);

        var answer = await client.Browser.ConsentAsync(page, "deny");

        Assert.Equal(("access_denied", "a state", host.Issuer), (answer.Error, answer.Parameters["state"], answer.Parameters["iss"]));
    }

    [Theory]
    [InlineData("state", 0)]
    [InlineData("state", 1000)]
    [InlineData("nonce", 0)]
    [InlineData("nonce", 64)]
    [InlineData("nonce", 384)]
    public async Task A_state_and_a_nonce_come_back_as_they_were_and_need_not_be_there(string name, int length)
    {
        using var client = await host.NewClientAsync();
        var value = length == 0 ? null : "&=+ \"".PadRight(length, 'x');

        var answer = await client.AllowAsync(await client.PushAsync((name, value)));

        var nonce = NonceOf(await client.TokensAsync(answer.Code!));
        Assert.Equal(name == "state" ? (value, "a nonce") : ("a state", value), (answer.Parameters["state"], nonce));
    }

    [Fact]
    public async Task The_order_of_scopes_makes_no_difference()
    {
        using var client = await host.NewClientAsync();

        var tokens = await client.TokensAsync(await client.CodeAsync(("scope", "notes.read openid")));

        Assert.NotNull(tokens.Text("id_token"));
    }

    [Theory]
    [InlineData("a state")]
    [InlineData(null)]
    public async Task A_state_and_a_nonce_beside_the_request_uri_count_for_nothing(string? pushed)
    {
        using var client = await host.NewClientAsync();
        // The request of a user who has signed in is answered at once. No page leaves the parameters out on the way.
        await client.AllowAsync(await client.PushAsync());
        var requestUri = await client.PushAsync(("state", pushed), ("nonce", pushed));

        var answer = await client.Browser.GetAsync(client.Authorize(requestUri, ("state", "beside"), ("nonce", "beside")));

        Assert.Equal((pushed, pushed), (answer.Parameters["state"], NonceOf(await client.TokensAsync(answer.Code!))));
    }

    [Fact]
    public async Task A_request_that_was_not_pushed_is_refused()
    {
        using var client = await host.NewClientAsync();

        var answer = await client.Browser.GetAsync("/authorize?" + client.Query());

        Assert.Equal(("invalid_request", "a state", null), (answer.Error, answer.Parameters["state"], answer.Code));
    }

    private static string? NonceOf(JsonElement tokens) =>
        JsonElement.Parse(Base64Url.DecodeFromChars(tokens.Text("id_token")!.Split('.')[1])).Text("nonce");
}
