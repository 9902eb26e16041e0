using System.Net;
using Tollgate.TestKit;
using Tollgate.TestKit.Http;

namespace Tollgate.Functions.Tests.Http;

public sealed class DocumentTests(LocalHostFixture host) : IClassFixture<LocalHostFixture>
{
    public static readonly TheoryData<string> Paths = new(
        "/.well-known/openid-configuration", "/.well-known/oauth-authorization-server", "/.well-known/jwks.json");

    private readonly HttpClient _client = host.Client;

    [Theory]
    [MemberData(nameof(Paths))]
    public async Task A_document_may_be_cached_and_revalidated(string path)
    {
        using var first = await _client.GetAsync(path);
        Assert.Equal(HttpStatusCode.OK, first.StatusCode);
        Assert.Equal("application/json", first.Header("Content-Type"));
        Assert.Matches("^public, max-age=[1-9][0-9]*$", first.Header("Cache-Control"));
        Assert.Equal("*", first.Header("Access-Control-Allow-Origin"));

        var again = new HttpRequestMessage(HttpMethod.Get, path);
        again.Headers.TryAddWithoutValidation("If-None-Match", $"\"other\", {first.Header("ETag")}");
        using var second = await _client.SendAsync(again);
        Assert.Equal(HttpStatusCode.NotModified, second.StatusCode);
        Assert.Equal(first.Header("ETag"), second.Header("ETag"));
        Assert.Equal("", await second.Content.ReadAsStringAsync());
    }

    [Theory]
    [MemberData(nameof(Paths))]
    public async Task HEAD_answers_as_GET_without_the_body(string path)
    {
        using var response = await _client.SendAsync(new HttpRequestMessage(HttpMethod.Head, path));
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.NotEqual("", response.Header("ETag"));
        Assert.Equal("", await response.Content.ReadAsStringAsync());
    }

    [Theory]
    [MemberData(nameof(Paths))]
    public async Task A_trailing_slash_makes_no_difference_and_another_method_is_405(string path)
    {
        using var slash = await _client.GetAsync(path + "/");
        Assert.Equal(HttpStatusCode.OK, slash.StatusCode);
        using var post = await _client.PostAsync(path, null);
        Assert.Equal(HttpStatusCode.MethodNotAllowed, post.StatusCode);
        Assert.Equal("GET, HEAD, OPTIONS", post.Header("Allow"));
    }

    [Fact]
    public async Task Metadata_names_addresses_that_answer()
    {
        var metadata = await (await _client.GetAsync("/.well-known/oauth-authorization-server")).JsonAsync();
        Assert.Equal(host.Server.Address.ToString().TrimEnd('/'), metadata.GetProperty("issuer").GetString());
        using var keys = await _client.GetAsync(metadata.GetProperty("jwks_uri").GetString());
        Assert.Equal(HttpStatusCode.OK, keys.StatusCode);
        using var token = await _client.PostTokenAsync(
            "grant_type=client_credentials", TokenRequests.DemoCredentials, metadata.GetProperty("token_endpoint").GetString()!);
        Assert.Equal(HttpStatusCode.OK, token.StatusCode);
    }

    [Fact]
    public async Task The_key_set_has_a_key_for_each_algorithm_and_nothing_private()
    {
        var keys = (await (await _client.GetAsync("/.well-known/jwks.json")).JsonAsync()).GetProperty("keys").EnumerateArray().ToList();
        Assert.Equal(["ES256", "RS256", "PS256"], keys.Select(key => key.GetProperty("alg").GetString()));
        Assert.All(keys, key => Assert.DoesNotContain(
            key.EnumerateObject(), member => member.Name is "d" or "p" or "q" or "dp" or "dq" or "qi" or "k"));
    }
}
