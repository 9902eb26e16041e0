using System.Net;
using Tollgate.TestKit.Http;

namespace Tollgate.Functions.Tests.Conformance;

/// <summary>Pushed requests.</summary>
public sealed partial class FapiPlanTests
{
    [Theory]
    [InlineData("redirect_uri", null, "invalid_request")]
    [InlineData("redirect_uri", Requests.Callback + "/Ab3xYz09kQ", "invalid_request")]
    [InlineData("response_type", "code id_token", "unsupported_response_type")]
    [InlineData("response_type", "token", "unauthorized_client")]
    [InlineData("code_challenge", null, "invalid_request")]
    [InlineData("code_challenge_method", "plain", "invalid_request")]
    [InlineData("request_uri", "urn:ietf:params:oauth:request_uri:abc.def", "invalid_request")]
    [InlineData("dpop_jkt", "0ZcOCORZNYy-DWpqq30jZyJGHTN0d2HglBV3uiguA4I", "invalid_request")]
    public async Task A_push_that_breaks_a_rule_is_refused(string name, string? value, string error)
    {
        using var client = await host.NewClientAsync();

        var refused = await client.SendAsync("/par", client.Query((name, value)), client.Assertion(), client.Proof("/par"));

        Assert.Equal(error, await FapiClient.ErrorOfAsync(refused));
    }

    [Fact]
    public async Task A_push_by_another_method_than_POST_is_refused()
    {
        using var client = await host.NewClientAsync();

        foreach (var method in new[] { HttpMethod.Get, HttpMethod.Put })
        {
            using var request = new HttpRequestMessage(method, "/par?" + client.Query());
            using var response = await host.Client.SendAsync(request);
            Assert.Equal(HttpStatusCode.MethodNotAllowed, response.StatusCode);
        }
    }

    [Fact]
    public async Task A_request_uri_may_be_opened_again_before_the_user_has_signed_in()
    {
        using var client = await host.NewClientAsync();
        var requestUri = await client.PushAsync();

        Assert.True((await client.Browser.GetAsync(client.Authorize(requestUri))).HasField("password"));

        Assert.NotNull((await client.AllowAsync(requestUri)).Code);
    }

    [Fact]
    public async Task A_request_uri_is_good_for_one_answer()
    {
        using var client = await host.NewClientAsync();
        var requestUri = await client.PushAsync();
        await client.AllowAsync(requestUri);

        AssertRefused(await client.Browser.GetAsync(client.Authorize(requestUri)));
    }

    [Fact]
    public async Task A_request_uri_ends_at_its_time()
    {
        using var client = await host.NewClientAsync();
        var requestUri = await client.PushAsync();
        host.Clock.Advance(TimeSpan.FromSeconds(60));

        AssertRefused(await client.Browser.GetAsync(client.Authorize(requestUri)));
    }

    [Fact]
    public async Task A_request_uri_of_another_client_is_refused()
    {
        using var client = await host.NewClientAsync();
        using var other = await host.NewClientAsync();

        AssertRefused(await other.Browser.GetAsync(other.Authorize(await client.PushAsync())));
    }

    private static void AssertRefused(Answer page)
    {
        Assert.Equal((HttpStatusCode.BadRequest, ""), (page.Status, page.Location));
        Assert.Contains("The request_uri ", page.Document.Body!.TextContent, StringComparison.Ordinal);
    }
}
