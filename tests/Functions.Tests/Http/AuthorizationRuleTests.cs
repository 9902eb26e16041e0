using System.Net;
using Tollgate.Domain.Protocol;
using Tollgate.TestKit;
using Tollgate.TestKit.Http;

namespace Tollgate.Functions.Tests.Http;

/// <summary>
/// Each rule of the authorization endpoint and its error. The error is a page until the redirect URI is trusted, and then goes to the client.
/// </summary>
public sealed partial class AuthorizationRuleTests(LocalHostFixture host) : IClassFixture<LocalHostFixture>
{
    private const string Long = "0123456789012345678901234567890123456789012";

    [Theory]
    [InlineData("response_type", null, "invalid_request")]
    [InlineData("response_type", "token", "unauthorized_client")]
    [InlineData("response_type", "id_token", "unsupported_response_type")]
    [InlineData("response_type", "code token", "unsupported_response_type")]
    [InlineData("response_type", "code id_token", "unsupported_response_type")]
    [InlineData("response_type", "CODE", "unsupported_response_type")]
    [InlineData("response_type", "none", "unsupported_response_type")]
    [InlineData("response_mode", "web_message", "invalid_request")]
    [InlineData("response_mode", "Query", "invalid_request")]
    [InlineData("request", "eyJhbGciOiJub25lIn0.e30.", "request_not_supported")]
    [InlineData("request_uri", "https://evil.example/", "request_uri_not_supported")]
    [InlineData("registration", "{}", "registration_not_supported")]
    [InlineData("code_challenge", null, "invalid_request")]
    [InlineData("code_challenge", "short", "invalid_request")]
    [InlineData("code_challenge", Long + "x", "invalid_request")]
    [InlineData("code_challenge", "+/+/+/+/+/+/+/+/+/+/+/+/+/+/+/+/+/+/+/+/+/+", "invalid_request")]
    [InlineData("code_challenge_method", null, "invalid_request")]
    [InlineData("code_challenge_method", "plain", "invalid_request")]
    [InlineData("code_challenge_method", "s256", "invalid_request")]
    [InlineData("code_challenge_method", "S512", "invalid_request")]
    [InlineData("scope", "notes.delete", "invalid_scope")]
    [InlineData("scope", "openid \"", "invalid_scope")]
    [InlineData("scope", "opénid", "invalid_scope")]
    [InlineData("prompt", "sometimes", "invalid_request")]
    [InlineData("prompt", "none login", "invalid_request")]
    [InlineData("prompt", "login none", "invalid_request")]
    [InlineData("prompt", "LOGIN", "invalid_request")]
    [InlineData("max_age", "-1", "invalid_request")]
    [InlineData("max_age", "soon", "invalid_request")]
    [InlineData("max_age", "1.5", "invalid_request")]
    [InlineData("max_age", "99999999999", "invalid_request")]
    public async Task An_error_goes_to_the_client_if_its_redirect_URI_is_trusted(string name, string? value, string error)
    {
        using var browser = new ScriptlessBrowser(host.Server.Address);

        var answer = await browser.GetAsync(Requests.Authorize((name, value)));

        Assert.Equal(HttpStatusCode.SeeOther, answer.Status);
        Assert.StartsWith(Requests.Callback, answer.Location, StringComparison.Ordinal);
        Assert.Equal(error, answer.Error);
        Assert.Equal("a state", answer.Parameters["state"]);
        Assert.Equal(host.Server.Address.ToString().TrimEnd('/'), answer.Parameters["iss"]);
        Assert.Null(answer.Code);
        Assert.All(answer.Parameters["error_description"]!, c => Assert.InRange(c, ' ', '~'));
    }

    [Theory]
    [InlineData("query", "?")]
    [InlineData("fragment", "#")]
    public async Task The_response_mode_holds_for_every_error_of_the_response_type(string mode, string mark)
    {
        using var browser = new ScriptlessBrowser(host.Server.Address);
        foreach (var responseType in new[] { null, "none", "token", "id_token", "code id_token", "nonsense" })
        {
            var answer = await browser.GetAsync(Requests.Authorize(("response_type", responseType), ("response_mode", mode)));
            // If the response type asks for a token, the server never sends an answer in the query, not even an error.
            var expected = responseType?.Contains("token", StringComparison.Ordinal) == true ? "#" : mark;
            Assert.StartsWith(Requests.Callback + expected + "error=", answer.Location, StringComparison.Ordinal);

            var posted = await browser.GetAsync(Requests.Authorize(("response_type", responseType), ("response_mode", "form_post")));
            Assert.Equal((HttpStatusCode.OK, Requests.Callback), (posted.Status, posted.Form.Action));
            Assert.Equal("a state", posted.Form.Fields["state"]);
            Assert.Matches("^(invalid_request|unauthorized_client|unsupported_response_type)$", posted.Form.Fields["error"]);
        }
    }

    [Theory]
    [InlineData("id_token")]
    [InlineData("token")]
    [InlineData("code id_token")]
    [InlineData("id_token token")]
    [InlineData("code id_token token")]
    public async Task Without_a_response_mode_the_refusal_of_a_token_is_in_the_fragment(string responseType)
    {
        using var browser = new ScriptlessBrowser(host.Server.Address);

        var answer = await browser.GetAsync(Requests.Authorize(("response_type", responseType)));

        Assert.StartsWith(Requests.Callback + "#error=", answer.Location, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("scope", "nonsense")]
    [InlineData("request", "x")]
    [InlineData("prompt", "none login")]
    [InlineData("prompt", "none")]
    [InlineData("max_age", "x")]
    [InlineData("code_challenge", null)]
    [InlineData("id_token_hint", "x", "prompt", "none")]
    public async Task The_response_mode_holds_for_every_other_error_as_well(string name, string? value, string more = "x", string? moreValue = null)
    {
        using var browser = new ScriptlessBrowser(host.Server.Address);

        var posted = await browser.GetAsync(Requests.Authorize((name, value), (more, moreValue), ("response_mode", "form_post")));

        Assert.Equal((HttpStatusCode.OK, Requests.Callback), (posted.Status, posted.Form.Action));
        Assert.Contains("error", posted.Form.Fields.Keys);
    }

    [Fact]
    public async Task A_nonce_that_no_row_can_hold_is_refused_with_the_state()
    {
        using var browser = new ScriptlessBrowser(host.Server.Address);

        var answer = await browser.SendAsync(HttpMethod.Post, "/authorize", Requests.AuthorizeQuery(("nonce", new string('x', 32_769))));

        Assert.Equal(("invalid_request", "a state"), (answer.Error, answer.Parameters["state"]));
    }

    [Fact]
    public async Task A_confidential_client_needs_PKCE_unless_its_settings_switch_PKCE_off()
    {
        using var browser = new ScriptlessBrowser(host.Server.Address);
        (string, string?)[] without = [("code_challenge", null), ("code_challenge_method", null)];

        Assert.Equal("invalid_request", (await browser.GetAsync(Requests.Authorize([("client_id", "demo-web"), .. without]))).Error);
        Assert.True((await browser.GetAsync(Requests.Authorize([("client_id", "demo-legacy"), .. without]))).HasField("password"));
        var client = await host.Server.NewClientAsync(demo => demo with { RequiresPkce = false });
        Assert.Equal("invalid_request", (await browser.GetAsync(Requests.Authorize([("client_id", client), .. without]))).Error);
    }

    [Fact]
    public async Task A_client_without_the_code_grant_gets_no_code()
    {
        var client = await host.Server.NewClientAsync(demo => demo with { GrantTypes = [GrantTypes.RefreshToken] });
        using var browser = new ScriptlessBrowser(host.Server.Address);

        Assert.Equal("unauthorized_client", (await browser.GetAsync(Requests.Authorize(("client_id", client)))).Error);
    }

    [Theory]
    [InlineData("openid,email", "openid email")]
    [InlineData("openid, email", "openid email")]
    [InlineData("email openid email", "email openid")]
    [InlineData("*", "openid profile email offline_access notes.read notes.write")]
    [InlineData(null, "openid profile email offline_access notes.read notes.write")]
    public async Task The_scope_granted_is_the_scope_asked_for(string? asked, string granted)
    {
        using var browser = new ScriptlessBrowser(host.Server.Address);
        var answer = await browser.AllowAsync(Requests.Authorize(("scope", asked)), await host.Server.NewUserAsync());

        Assert.Equal(granted, (await host.Client.TokensAsync(Requests.Redeem(answer.Code))).Text("scope"));
    }

    [Fact]
    public async Task The_answer_may_come_in_the_fragment()
    {
        using var browser = new ScriptlessBrowser(host.Server.Address);

        var answer = await browser.AllowAsync(Requests.Authorize(("response_mode", "fragment")), await host.Server.NewUserAsync());

        Assert.StartsWith(Requests.Callback + "#", answer.Location, StringComparison.Ordinal);
        Assert.NotNull(answer.Code);
        var refused = await browser.GetAsync(Requests.Authorize(("response_mode", "fragment"), ("prompt", "sometimes")));
        Assert.StartsWith(Requests.Callback + "#error=invalid_request&", refused.Location, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_redirect_URI_with_a_query_keeps_it()
    {
        var client = await host.Server.NewClientAsync(demo => demo with { RedirectUris = ["https://app.example/cb?a=b"] });
        using var browser = new ScriptlessBrowser(host.Server.Address);

        var answer = await browser.GetAsync(Requests.Authorize(("client_id", client), ("redirect_uri", null), ("prompt", "none")));

        Assert.StartsWith("https://app.example/cb?a=b&error=login_required", answer.Location, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("PUT", "/authorize", "GET, HEAD, POST")]
    [InlineData("DELETE", "/authorize", "GET, HEAD, POST")]
    [InlineData("OPTIONS", "/authorize", "GET, HEAD, POST")]
    [InlineData("GET", "/sign-in", "POST")]
    [InlineData("HEAD", "/sign-in", "POST")]
    [InlineData("PUT", "/sign-in", "POST")]
    [InlineData("GET", "/consent", "POST")]
    [InlineData("OPTIONS", "/consent", "POST")]
    [InlineData("DELETE", "/sign-out", "GET, HEAD, POST")]
    [InlineData("POST", "/", "GET, HEAD")]
    [InlineData("POST", "/try", "GET, HEAD")]
    [InlineData("POST", "/try/callback", "GET, HEAD")]
    [InlineData("DELETE", "/userinfo", "GET, HEAD, POST, OPTIONS")]
    public async Task Another_method_is_405_and_told_which_are_allowed(string method, string path, string allowed)
    {
        using var browser = new ScriptlessBrowser(host.Server.Address);

        var answer = await browser.SendAsync(new HttpMethod(method), path);

        Assert.Equal(HttpStatusCode.MethodNotAllowed, answer.Status);
        Assert.Equal(allowed, answer.Header("Allow"));
    }

    private async Task AssertPageAsync(string path)
    {
        using var browser = new ScriptlessBrowser(host.Server.Address);
        var answer = await browser.GetAsync(path);
        Assert.Equal((HttpStatusCode.BadRequest, ""), (answer.Status, answer.Location));
        Assert.Contains("invalid_request: ", answer.Body, StringComparison.Ordinal);
    }
}
