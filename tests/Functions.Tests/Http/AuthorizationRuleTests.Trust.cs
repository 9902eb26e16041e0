using System.Net;
using Tollgate.TestKit.Http;

namespace Tollgate.Functions.Tests.Http;

/// <summary>Requests whose client or redirect URI the server does not trust.</summary>
public sealed partial class AuthorizationRuleTests
{
    [Theory]
    [InlineData("client_id", null)]
    [InlineData("client_id", "")]
    [InlineData("client_id", "nobody")]
    [InlineData("client_id", "no/body?#")]
    [InlineData("client_id", "demo-spa ")]
    [InlineData("client_id", "DEMO-SPA")]
    [InlineData("redirect_uri", "https://evil.example/callback")]
    [InlineData("redirect_uri", "http://127.0.0.1:8400/callback/")]
    [InlineData("redirect_uri", "http://127.0.0.1:8400/callback/../evil")]
    [InlineData("redirect_uri", "http://127.0.0.1:8400/Callback")]
    [InlineData("redirect_uri", "http://127.0.0.1:8400/%63allback")]
    [InlineData("redirect_uri", "http://127.0.0.1:8400/callback?x=y")]
    [InlineData("redirect_uri", "http://127.0.0.1:8400/callback#fragment")]
    [InlineData("redirect_uri", "http://127.0.0.1:8400/callback#")]
    [InlineData("redirect_uri", "http://127.0.0.1:8400/*")]
    [InlineData("redirect_uri", "*")]
    [InlineData("redirect_uri", "http://user@127.0.0.1:8400/callback")]
    [InlineData("redirect_uri", "http://127.0.0.1:8400@evil.example/callback")]
    [InlineData("redirect_uri", "http://127.0.0.1:@evil.example/callback")]
    [InlineData("redirect_uri", "http://127.0.0.1.evil.example:8400/callback")]
    [InlineData("redirect_uri", "http://127.0.0.1:8400.evil.example/callback")]
    [InlineData("redirect_uri", "http://127.0.0.1\\@evil.example/callback")]
    [InlineData("redirect_uri", "http://localhost:8400/callback")]
    [InlineData("redirect_uri", "http://127.1:8400/callback")]
    [InlineData("redirect_uri", "http://[::1]:8400/callback")]
    [InlineData("redirect_uri", "https://127.0.0.1:8400/callback")]
    [InlineData("redirect_uri", "HTTP://127.0.0.1:8400/callback")]
    [InlineData("redirect_uri", "http://127.0.0.1:/callback")]
    [InlineData("redirect_uri", "http://127.0.0.1:99999/callback")]
    [InlineData("redirect_uri", "http://127.0.0.1:123456/callback")]
    [InlineData("redirect_uri", "http://127.0.0.1:-1/callback")]
    [InlineData("redirect_uri", "http://127.0.0.1:8400/callback\r\nX: y")]
    [InlineData("redirect_uri", "javascript:alert(1)")]
    [InlineData("redirect_uri", "data:text/html,x")]
    [InlineData("redirect_uri", "//127.0.0.1:8400/callback")]
    [InlineData("redirect_uri", "/callback")]
    public async Task An_error_of_an_untrusted_request_is_a_page_and_never_a_redirect(string name, string? value)
    {
        foreach (var method in new[] { HttpMethod.Get, HttpMethod.Post })
        {
            using var browser = new ScriptlessBrowser(host.Server.Address);
            var query = Requests.AuthorizeQuery((name, value));
            var answer = method == HttpMethod.Get
                ? await browser.GetAsync("/authorize?" + query)
                : await browser.SendAsync(method, "/authorize", query);

            Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
            Assert.Equal("", answer.Location);
            Assert.StartsWith("text/html", answer.Header("Content-Type"), StringComparison.Ordinal);
            Assert.Contains("invalid_request: ", answer.Body, StringComparison.Ordinal);
            Assert.Empty(answer.SetCookies);
        }
    }

    [Fact]
    public async Task A_client_with_two_redirect_URIs_has_to_name_one()
    {
        var client = await host.Server.NewClientAsync(demo => demo with { RedirectUris = [Requests.Callback, "https://app.example/cb"] });

        await AssertPageAsync(Requests.Authorize(("client_id", client), ("redirect_uri", null)));
        await AssertPageAsync(Requests.Authorize(("client_id", client), ("redirect_uri", "")));
    }

    [Fact]
    public async Task A_disabled_client_gets_the_answer_of_an_unknown_client()
    {
        var client = await host.Server.NewClientAsync(demo => demo with { IsDisabled = true });

        await AssertPageAsync(Requests.Authorize(("client_id", client)));
    }

    [Theory]
    [InlineData("&client_id=demo-web")]
    [InlineData("&state=another")]
    [InlineData("&x=%ff")]
    [InlineData("&x=a%00b")]
    public async Task A_broken_query_is_a_page(string more) => await AssertPageAsync(Requests.Authorize() + more);

    [Fact]
    public async Task A_broken_form_is_a_page()
    {
        using var browser = new ScriptlessBrowser(host.Server.Address);

        Assert.Equal(HttpStatusCode.BadRequest, (await browser.SendAsync(HttpMethod.Post, "/authorize", Requests.AuthorizeQuery() + "&x=%zz")).Status);
    }

    [Theory]
    [InlineData("https://app.example/cb", "https://app.example/cb", true)]
    [InlineData("https://app.example/cb", "https://app.example:443/cb", false)]
    [InlineData("https://app.example/cb", "https://app.example:8443/cb", false)]
    [InlineData("http://localhost/cb", "http://localhost:50001/cb", true)]
    [InlineData("http://localhost", "http://localhost:50001", true)]
    [InlineData("http://localhost:1/cb", "http://localhost:50001/cb", false)]
    [InlineData("http://localhost:1/cb", "http://localhost/cb", false)]
    [InlineData("http://localhost/cb", "http://127.0.0.1:50001/cb", false)]
    [InlineData("com.example.app:/cb", "com.example.app:/cb", true)]
    [InlineData("http://127.0.0.1/cb", "http://127.0.0.1:50001/cb", true)]
    [InlineData("http://127.0.0.1:1/cb", "http://127.0.0.1/cb", true)]
    [InlineData("http://127.0.0.1:1/cb", "http://127.0.0.1:65535/cb", true)]
    [InlineData("http://127.0.0.1:1/cb", "http://127.0.0.1:65536/cb", false)]
    [InlineData("http://[::1]/cb", "http://[::1]:50001/cb", true)]
    [InlineData("http://[::1]/cb", "http://127.0.0.1:50001/cb", false)]
    [InlineData("https://127.0.0.1/cb", "https://127.0.0.1:50001/cb", false)]
    public async Task A_loopback_redirect_URI_may_have_any_port_and_other_redirect_URIs_must_match_exactly(string registered, string asked, bool isTaken)
    {
        var client = await host.Server.NewClientAsync(demo => demo with { RedirectUris = [registered] });
        using var browser = new ScriptlessBrowser(host.Server.Address);

        var answer = await browser.GetAsync(Requests.Authorize(("client_id", client), ("redirect_uri", asked)));

        Assert.Equal(isTaken ? HttpStatusCode.OK : HttpStatusCode.BadRequest, answer.Status);
        Assert.Equal(isTaken, answer.HasField("password"));
    }
}
