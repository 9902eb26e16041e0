using System.Net;
using System.Text.Json;
using Tollgate.Domain.Protocol;
using Tollgate.TestKit.Http;

namespace Tollgate.Functions.Tests.Conformance;

/// <summary>Optional parameters of the authorization request, request objects and redirect URIs.</summary>
public sealed partial class BasicPlanTests
{
    [Theory]
    [InlineData("display", "page")]
    [InlineData("display", "popup")]
    [InlineData("login_hint", "carol@example.com")]
    [InlineData("ui_locales", "se")]
    [InlineData("claims_locales", "se")]
    [InlineData("extra", "foobar")]
    [InlineData("claims", """{"userinfo":{"name":{"essential":true}}}""")]
    public async Task An_optional_parameter_does_not_end_in_an_error(string name, string value)
    {
        foreach (var mode in Modes)
        {
            using var client = new RelyingParty(host, mode.Data);

            var page = await client.AskAsync((name, value));
            Assert.True(page.HasField("password"));

            await client.GrantAsync((name, value));
        }
    }

    [Theory]
    [MemberData(nameof(Modes))]
    public async Task The_acr_is_one_of_the_acr_values_that_the_metadata_offers(string mode)
    {
        var metadata = JsonElement.Parse(await host.Client.GetStringAsync("/.well-known/openid-configuration"));
        var offered = metadata.GetProperty("acr_values_supported").EnumerateArray().Select(value => value.GetString()!).ToList();
        using var client = new RelyingParty(host, mode);

        var grant = await client.GrantAsync(("acr_values", string.Join(' ', offered)));

        Assert.Contains(grant.IdToken.Text("acr"), offered);
    }

    [Theory]
    [MemberData(nameof(Modes))]
    public async Task A_code_challenge_is_taken_of_a_client_that_needs_none_and_then_holds(string mode)
    {
        using var client = new RelyingParty(host, mode);
        var answer = await client.AllowAsync(("code_challenge", CodeChallenge.Of(Requests.Verifier)), ("code_challenge_method", "S256"));
        var code = client.CodeOf(answer);

        Assert.Equal("invalid_grant", await host.Client.TokenErrorAsync(client.Redemption(code), client.Basic));
        await client.CheckAsync(code, changes: ("code_verifier", Requests.Verifier));
    }

    [Theory]
    [InlineData("request", "eyJhbGciOiJub25lIn0.e30.", "request_not_supported")]
    [InlineData("request_uri", "https://client.example/request.jwt", "request_uri_not_supported")]
    public async Task A_request_object_is_refused_by_its_own_error_and_never_ignored(string name, string value, string error)
    {
        foreach (var mode in Modes)
        {
            using var client = new RelyingParty(host, mode.Data);

            Assert.Equal(error, client.ErrorOf(await client.AskAsync((name, value))));
        }
    }

    /// <summary>The request object has a registered redirect URI. The one beside it decides, because the server takes no request objects.</summary>
    [Theory]
    [MemberData(nameof(Modes))]
    public async Task A_request_object_does_not_make_up_for_an_unregistered_redirect_URI(string mode)
    {
        using var client = new RelyingParty(host, mode);
        var claims = JsonSerializer.SerializeToUtf8Bytes(new Dictionary<string, string> { ["redirect_uri"] = Requests.Callback });
        var request = $"eyJhbGciOiJub25lIn0.{System.Buffers.Text.Base64Url.EncodeToString(claims)}.";

        AssertPage(await client.AskAsync(("request", request), ("redirect_uri", Requests.Callback + "/invalid")));
    }

    [Theory]
    [MemberData(nameof(Modes))]
    public async Task An_unregistered_redirect_URI_ends_at_a_page_that_says_so(string mode)
    {
        using var client = new RelyingParty(host, mode);
        await client.GrantAsync();

        AssertPage(await client.AskAsync(("redirect_uri", Requests.Callback + "/Ab3xYz09kQ")));
    }

    [Theory]
    [MemberData(nameof(Modes))]
    public async Task The_authorization_request_may_be_a_form(string mode)
    {
        using var client = new RelyingParty(host, mode);

        var page = await client.Browser.FollowAsync(await client.Browser.SendAsync(HttpMethod.Post, "/authorize", client.Query(), isCrossSite: true));
        var answer = await client.Browser.SignInAsync(page, ConformanceHost.Username);

        await client.CheckAsync(client.CodeOf(answer.HasButton("allow") ? await client.Browser.ConsentAsync(answer) : answer));
    }

    private static void AssertPage(Answer page)
    {
        Assert.Equal((HttpStatusCode.BadRequest, ""), (page.Status, page.Location));
        Assert.Contains("The redirect_uri is not one that the client has registered.", page.Document.Body!.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain(Requests.Callback, page.Body, StringComparison.Ordinal);
    }
}
