using System.Net;
using Tollgate.TestKit;
using Tollgate.TestKit.Http;

namespace Tollgate.Functions.Tests.Http;

public sealed class ResourceTests(LocalHostFixture host) : IClassFixture<LocalHostFixture>
{
    private readonly HttpClient _client = host.Client;

    [Theory]
    [InlineData("Bearer ", "/resource")]
    [InlineData("bearer ", "/resource/")]
    [InlineData("", "/resource/")]
    public async Task The_resource_answers_with_the_caller_of_the_token(string scheme, string path)
    {
        var token = await _client.DemoTokenAsync("notes.read");
        using var response = await GetAsync(path, scheme + token);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("no-store", response.Header("Cache-Control"));
        var caller = await response.JsonAsync();
        Assert.Equal("demo-service", caller.GetProperty("sub").GetString());
        Assert.Equal("demo-service", caller.GetProperty("client_id").GetString());
        Assert.Equal("notes.read", caller.GetProperty("scope").GetString());
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("Basic ZGVtbzpkZW1v")]
    public async Task Without_a_token_the_challenge_has_no_error_code(string? authorization)
    {
        using var response = await GetAsync("/resource", authorization);
        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        var realm = $"realm=\"{host.Server.Address.ToString().TrimEnd('/')}\"";
        Assert.Equal($"Bearer {realm}, DPoP {realm}, algs=\"ES256 ES384 ES512 PS256 PS384 PS512 RS256 RS384 RS512\"", response.Header("WWW-Authenticate"));
    }

    [Theory]
    [InlineData("Bearer x")]
    [InlineData("Bearer a.b.c")]
    [InlineData("Bearer")]
    [InlineData("Bearer eyJhbGciOiJub25lIn0.e30.")]
    public async Task A_bad_token_is_challenged_with_invalid_token(string authorization)
    {
        using var response = await GetAsync("/resource", authorization);
        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        Assert.Contains("error=\"invalid_token\"", response.Header("WWW-Authenticate"), StringComparison.Ordinal);
        Assert.Equal("invalid_token", (await response.JsonAsync()).GetProperty("error").GetString());
    }

    [Fact]
    public async Task A_tampered_token_is_refused()
    {
        var parts = (await _client.DemoTokenAsync()).Split('.');
        var other = (await _client.DemoTokenAsync("notes.read")).Split('.');
        using var response = await GetAsync("/resource", $"Bearer {parts[0]}.{other[1]}.{parts[2]}");
        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
    }

    private Task<HttpResponseMessage> GetAsync(string path, string? authorization)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (authorization is not null)
            request.Headers.TryAddWithoutValidation("Authorization", authorization);
        return _client.SendAsync(request);
    }
}
