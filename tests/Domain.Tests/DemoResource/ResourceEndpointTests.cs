using System.Text.Json;
using Tollgate.Domain.Messages;

namespace Tollgate.Domain.Tests.DemoResource;

public sealed class ResourceEndpointTests
{
    private readonly TestServer _server = new();

    [Theory]
    [InlineData("Bearer ")]
    [InlineData("bearer ")]
    [InlineData("")]
    public async Task A_caller_with_a_token_gets_the_claims_of_the_token(string scheme)
    {
        var caller = await CallAsync(scheme + await TokenAsync());

        var json = JsonElement.Parse(Assert.IsType<JsonResult>(caller).Body.Span);
        Assert.Equal(TestServer.ClientId, json.GetProperty("sub").GetString());
        Assert.Equal(TestServer.ClientId, json.GetProperty("client_id").GetString());
        Assert.Equal("notes.read notes.write", json.GetProperty("scope").GetString());
        Assert.Equal("https://issuer.example", json.GetProperty("iss").GetString());
        Assert.Equal("https://issuer.example", json.GetProperty("aud").GetString());
        Assert.Equal(_server.Time.GetUtcNow().AddMinutes(10).ToUnixTimeSeconds(), json.GetProperty("exp").GetInt64());
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("  ")]
    [InlineData("Basic YTpi")]
    public async Task A_caller_without_a_token_gets_the_bare_challenge(string? authorization)
    {
        var failure = Assert.IsType<FailureResult>(await CallAsync(authorization));

        Assert.Equal(
            "Bearer realm=\"https://issuer.example\", DPoP realm=\"https://issuer.example\", algs=\"ES256 ES384 ES512 PS256 PS384 PS512 RS256 RS384 RS512\"",
            failure.Challenge?.ToHeaderValue(failure.Error));
    }

    [Theory]
    [InlineData("Bearer nonsense")]
    [InlineData("nonsense")]
    [InlineData("Bearer a.b.c")]
    [InlineData("Bearer two words")]
    [InlineData("DPoP abc")]
    public async Task A_caller_with_an_invalid_token_is_told_so(string authorization)
    {
        var failure = Assert.IsType<FailureResult>(await CallAsync(authorization));

        Assert.Equal("invalid_token", failure.Error.Code);
        Assert.Contains("error=\"invalid_token\"", failure.Challenge?.ToHeaderValue(failure.Error), StringComparison.Ordinal);
    }

    private async Task<string> TokenAsync() =>
        (await _server.TokenResponseAsync("grant_type=client_credentials")).GetProperty("access_token").GetString()!;

    private ValueTask<EndpointResult> CallAsync(string? authorization) =>
        _server.Server.Resource.HandleAsync(_server.Request("", authorization), TestContext.Current.CancellationToken);
}
