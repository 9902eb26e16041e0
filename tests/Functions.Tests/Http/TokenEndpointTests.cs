using System.Net;
using System.Text;
using Tollgate.TestKit;
using Tollgate.TestKit.Http;

namespace Tollgate.Functions.Tests.Http;

public sealed class TokenEndpointTests(LocalHostFixture host) : IClassFixture<LocalHostFixture>
{
    private readonly HttpClient _client = host.Client;

    [Theory]
    [InlineData("/token")]
    [InlineData("/token/")]
    public async Task A_client_gets_a_token_with_Basic_credentials(string path)
    {
        using var response = await _client.PostTokenAsync("grant_type=client_credentials", TokenRequests.DemoCredentials, path);
        var token = await response.JsonAsync();

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("no-store", response.Header("Cache-Control"));
        Assert.Equal("no-cache", response.Header("Pragma"));
        Assert.Equal("application/json", response.Header("Content-Type"));
        Assert.Equal("*", response.Header("Access-Control-Allow-Origin"));
        Assert.Equal("nosniff", response.Header("X-Content-Type-Options"));
        Assert.Equal("Bearer", token.GetProperty("token_type").GetString());
        Assert.Equal(600, token.GetProperty("expires_in").GetInt32());
        Assert.Equal("notes.read notes.write", token.GetProperty("scope").GetString());
        Assert.Equal(3, token.GetProperty("access_token").GetString()!.Split('.').Length);
        Assert.False(token.TryGetProperty("refresh_token", out _), "RFC 6749 §4.4.3: no refresh token with client_credentials");
    }

    [Fact]
    public async Task A_client_gets_a_token_with_credentials_in_the_body()
    {
        using var response = await _client.PostTokenAsync(
            "grant_type=client_credentials&client_id=demo-service&client_secret=demo-service-secret");
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Fact]
    public async Task A_body_printed_over_several_lines_works_as_printed()
    {
        using var response = await _client.PostTokenAsync("grant_type=client_credentials&\r\n  scope=notes.read\n", TokenRequests.DemoCredentials);
        Assert.Equal("notes.read", (await response.JsonAsync()).GetProperty("scope").GetString());
    }

    [Theory]
    [InlineData("notes.read", "notes.read")]
    [InlineData("notes.write,notes.read", "notes.write notes.read")]
    [InlineData("notes.write+notes.read", "notes.write notes.read")]
    [InlineData("*", "notes.read notes.write")]
    [InlineData("%2A", "notes.read notes.write")]
    public async Task The_scope_granted_is_the_scope_asked_for(string asked, string granted)
    {
        using var response = await _client.PostTokenAsync($"grant_type=client_credentials&scope={asked}", TokenRequests.DemoCredentials);
        Assert.Equal(granted, (await response.JsonAsync()).GetProperty("scope").GetString());
    }

    [Theory]
    [InlineData("", "invalid_request")]
    [InlineData("grant_type=", "invalid_request")]
    [InlineData("grant_type=client_credentials&grant_type=client_credentials", "invalid_request")]
    [InlineData("grant_type=client_credentials&scope=%zz", "invalid_request")]
    [InlineData("grant_type=client_credentials&scope=%ff%fe", "invalid_request")]
    [InlineData("grant_type=client_credentials&scope=a%00b", "invalid_request")]
    [InlineData("grant_type=client_credentials&client_id=demo-service&client_secret=demo-service-secret", "invalid_request")]
    [InlineData("grant_type=client_credentials&client_id=somebody-else", "invalid_request")]
    [InlineData("grant_type=urn:example:nothing", "unsupported_grant_type")]
    [InlineData("grant_type=client_credentials&scope=notes.delete", "invalid_scope")]
    [InlineData("grant_type=client_credentials&scope=notes.read%0d%0aX:1", "invalid_scope")]
    [InlineData("grant_type=client_credentials&scope=%22", "invalid_scope")]
    public async Task Faulty_requests_get_the_error_of_RFC_6749(string body, string error)
    {
        using var response = await _client.PostTokenAsync(body, TokenRequests.DemoCredentials);
        await AssertErrorAsync(response, HttpStatusCode.BadRequest, error);
        Assert.Equal("", response.Header("WWW-Authenticate"));
    }

    [Theory]
    [InlineData("demo-service:wrong")]
    [InlineData("demo-service:")]
    [InlineData("nobody:demo-service-secret")]
    [InlineData("no/body?#:x")]
    public async Task Unknown_clients_and_wrong_secrets_get_one_and_the_same_answer(string basic)
    {
        using var response = await _client.PostTokenAsync("grant_type=client_credentials", basic);
        var body = await AssertErrorAsync(response, HttpStatusCode.Unauthorized, "invalid_client");
        Assert.Equal("The client is unknown or its credentials are wrong.", body);
        Assert.StartsWith("Basic realm=", response.Header("WWW-Authenticate"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("grant_type=client_credentials")]
    [InlineData("grant_type=client_credentials&client_id=demo-service")]
    [InlineData("grant_type=client_credentials&client_id=demo-service&client_secret=nope")]
    public async Task Requests_without_good_credentials_in_the_body_are_challenged(string body)
    {
        using var response = await _client.PostTokenAsync(body);
        await AssertErrorAsync(response, HttpStatusCode.Unauthorized, "invalid_client");
        Assert.StartsWith("Basic ", response.Header("WWW-Authenticate"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Basic !!!!")]
    [InlineData("Basic")]
    [InlineData("Basic bm9jb2xvbg==")]
    [InlineData("Bearer abc")]
    [InlineData("Basic OnNlY3JldA==")]
    public async Task Broken_Authorization_headers_are_refused(string authorization)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "/token") { Content = Form("grant_type=client_credentials") };
        request.Headers.TryAddWithoutValidation("Authorization", authorization);
        using var response = await _client.SendAsync(request);
        await AssertErrorAsync(response, HttpStatusCode.Unauthorized, "invalid_client");
    }

    [Theory]
    [InlineData(null)]
    [InlineData("application/json")]
    [InlineData("text/plain")]
    [InlineData("application/x-www-form-urlencoded; charset=utf-16")]
    [InlineData("nonsense")]
    public async Task Another_content_type_is_refused(string? type)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "/token") { Content = new ByteArrayContent("grant_type=client_credentials"u8.ToArray()) };
        if (type is not null)
            request.Content.Headers.TryAddWithoutValidation("Content-Type", type);
        using var response = await _client.SendAsync(request);
        await AssertErrorAsync(response, HttpStatusCode.BadRequest, "invalid_request");
    }

    [Theory]
    [InlineData(64 * 1024, HttpStatusCode.OK)]
    [InlineData((64 * 1024) + 1, HttpStatusCode.BadRequest)]
    [InlineData(4 * 1024 * 1024, HttpStatusCode.BadRequest)]
    public async Task A_body_may_have_64_KiB_and_no_more(int size, HttpStatusCode status)
    {
        var start = "grant_type=client_credentials&ignored=";
        using var response = await _client.PostTokenAsync(start + new string('x', size - start.Length), TokenRequests.DemoCredentials);
        Assert.Equal(status, response.StatusCode);
    }

    [Fact]
    public async Task Ten_thousand_parameters_are_refused()
    {
        var body = "grant_type=client_credentials&" + string.Join('&', Enumerable.Range(0, 10_000).Select(i => $"p{i}="));
        using var response = await _client.PostTokenAsync(body, TokenRequests.DemoCredentials);
        await AssertErrorAsync(response, HttpStatusCode.BadRequest, "invalid_request");
    }

    [Theory]
    [InlineData("GET")]
    [InlineData("PUT")]
    [InlineData("DELETE")]
    [InlineData("PATCH")]
    [InlineData("HEAD")]
    public async Task Another_method_is_405_and_told_which_are_allowed(string method)
    {
        using var response = await _client.SendAsync(new HttpRequestMessage(new HttpMethod(method), "/token"));
        Assert.Equal(HttpStatusCode.MethodNotAllowed, response.StatusCode);
        Assert.Equal("POST, OPTIONS", response.Header("Allow"));
    }

    [Fact]
    public async Task A_preflight_is_answered()
    {
        var request = new HttpRequestMessage(HttpMethod.Options, "/token");
        request.Headers.Add("Origin", "https://app.example");
        request.Headers.Add("Access-Control-Request-Method", "POST");
        using var response = await _client.SendAsync(request);
        Assert.Equal(HttpStatusCode.NoContent, response.StatusCode);
        Assert.Equal("*", response.Header("Access-Control-Allow-Origin"));
        Assert.Contains("POST", response.Header("Access-Control-Allow-Methods"), StringComparison.Ordinal);
        Assert.Contains("Authorization", response.Header("Access-Control-Allow-Headers"), StringComparison.Ordinal);
    }

    /// <summary>
    /// MCP clients, tracing and script libraries add headers of their own. Any header is harmless here, because cookies have no effect at
    /// these endpoints.
    /// </summary>
    [Theory]
    [InlineData("/token")]
    [InlineData("/userinfo")]
    [InlineData("/revoke")]
    [InlineData("/introspect")]
    [InlineData("/register")]
    [InlineData("/resource")]
    [InlineData("/device-authorization")]
    [InlineData("/.well-known/openid-configuration")]
    [InlineData("/.well-known/jwks.json")]
    public async Task A_preflight_lets_the_headers_of_any_library_pass(string path)
    {
        const string Wanted = "authorization,content-type,dpop,if-none-match,mcp-protocol-version,traceparent,x-of-somebody,x-requested-with";

        Assert.Equal(Wanted, await AllowedAsync(path, Wanted));
        foreach (var name in new[] { "Authorization", "Content-Type", "DPoP", "If-None-Match", "MCP-Protocol-Version", "traceparent", "X-Requested-With" })
            Assert.Contains(name, (await AllowedAsync(path, null)).Split(", "));
        // The server does not repeat a value that is not a list of header names.
        Assert.StartsWith("Authorization, ", await AllowedAsync(path, "a;b\"c"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/token")]
    [InlineData("/resource")]
    [InlineData("/.well-known/jwks.json")]
    public async Task Scripts_may_read_the_headers_that_they_need_for_the_next_request(string path)
    {
        using var response = await _client.GetAsync(path);

        foreach (var name in new[] { "WWW-Authenticate", "Retry-After", "DPoP-Nonce", "ETag" })
            Assert.Contains(name, response.Header("Access-Control-Expose-Headers").Split(", "));
    }

    private async Task<string> AllowedAsync(string path, string? wanted)
    {
        using var request = new HttpRequestMessage(HttpMethod.Options, path);
        request.Headers.Add("Origin", "https://app.example");
        request.Headers.Add("Access-Control-Request-Method", "POST");
        if (wanted is not null)
            request.Headers.TryAddWithoutValidation("Access-Control-Request-Headers", wanted);
        using var response = await _client.SendAsync(request);
        Assert.Equal((HttpStatusCode.NoContent, "*"), (response.StatusCode, response.Header("Access-Control-Allow-Origin")));
        return response.Header("Access-Control-Allow-Headers");
    }

    private static StringContent Form(string body) => new(body, Encoding.UTF8, "application/x-www-form-urlencoded");

    private static async Task<string?> AssertErrorAsync(HttpResponseMessage response, HttpStatusCode status, string error)
    {
        Assert.Equal(status, response.StatusCode);
        Assert.Equal("application/json", response.Header("Content-Type"));
        Assert.Equal("no-store", response.Header("Cache-Control"));
        var body = await response.JsonAsync();
        Assert.Equal(error, body.GetProperty("error").GetString());
        Assert.Equal(2, body.EnumerateObject().Count());
        return body.GetProperty("error_description").GetString();
    }
}
