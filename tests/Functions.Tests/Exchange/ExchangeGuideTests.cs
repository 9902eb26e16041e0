using System.Net;
using Tollgate.Functions.Tests.Devices;
using Tollgate.TestKit;
using static Tollgate.Functions.Tests.Devices.DeviceRequests;

namespace Tollgate.Functions.Tests.Exchange;

/// <summary>Token exchange as a published guide prints it, with tokens of the demo's external identity provider.</summary>
[RunsOnWorker]
public sealed class ExchangeGuideTests(DemoServerFixture host) : IClassFixture<DemoServerFixture>
{
    private readonly HttpClient _client = host.Client;

    [Theory]
    [InlineData("", "&", "/token")]
    [InlineData("", "&\n", "/token")]
    [InlineData("", "&\r\n", "/token/")]
    [InlineData("Bearer ", "&", "/token/")]
    public async Task The_request_of_the_guide_gives_a_token_with_the_actor_in_it(string scheme, string between, string path)
    {
        var own = await _client.ServiceTokenAsync();
        var answer = await _client.FormAsync(path, Printed(own, await ExternalTokenAsync("bob"), between), scheme + own);
        Assert.True(answer.Status == HttpStatusCode.OK, answer.Body);
        Assert.Equal("no-store", answer.Header("Cache-Control"));
        Assert.Equal(AccessToken, answer.Value("issued_token_type"));
        Assert.Equal("Bearer", answer.Value("token_type"));

        var resource = await _client.ResourceAsync(answer.Value("access_token")!);
        Assert.Equal(HttpStatusCode.OK, resource.Status);
        Assert.Equal(host.Provider.Issuer + "|bob", resource.Value("sub"));

        var introspected = await _client.IntrospectAsync(answer.Value("access_token"));
        Assert.Equal("demo-service", introspected.Json.GetProperty("act").GetProperty("sub").GetString());
    }

    [Fact]
    public async Task The_exchange_also_works_without_quotes_and_with_Basic_authentication()
    {
        var body = $"grant_type={TokenExchange}&subject_token_type={AccessToken}&subject_token={await ExternalTokenAsync("bob")}";
        var answer = await _client.FormAsync("/token", body, Basic(Service));
        Assert.True(answer.Status == HttpStatusCode.OK, answer.Body);
        var introspected = await _client.IntrospectAsync(answer.Value("access_token"));
        Assert.Equal("demo-service", introspected.Json.GetProperty("act").GetProperty("sub").GetString());
    }

    [Fact]
    public async Task The_jwt_bearer_grant_takes_an_assertion_once()
    {
        var body = $"grant_type=urn:ietf:params:oauth:grant-type:jwt-bearer&assertion={await ExternalTokenAsync("carol")}";
        Assert.Equal(HttpStatusCode.OK, (await _client.FormAsync("/token", body, Basic(Service))).Status);
        var again = await _client.FormAsync("/token", body, Basic(Service));
        Assert.Equal((HttpStatusCode.BadRequest, "invalid_grant"), (again.Status, again.Error));
    }

    [Fact]
    public async Task A_second_exchange_keeps_the_actor()
    {
        var own = await _client.ServiceTokenAsync();
        var first = await _client.FormAsync("/token", Printed(own, await ExternalTokenAsync("bob"), "&"), own);
        var second = await _client.FormAsync("/token", Printed(own, first.Value("access_token")!, "&"), own);
        Assert.True(second.Status == HttpStatusCode.OK, second.Body);
        var actor = (await _client.IntrospectAsync(second.Value("access_token"))).Json.GetProperty("act");
        Assert.Equal("demo-service", actor.GetProperty("sub").GetString());
        Assert.Equal("demo-service", actor.GetProperty("act").GetProperty("sub").GetString());
    }

    [Fact]
    public async Task A_delegated_token_does_not_authenticate_the_client()
    {
        var own = await _client.ServiceTokenAsync();
        var subject = await ExternalTokenAsync("bob");
        var delegated = (await _client.FormAsync("/token", Printed(own, subject, "&"), own)).Value("access_token")!;
        var answer = await _client.FormAsync("/token", Printed(own, subject, "&"), delegated);
        Assert.Equal((HttpStatusCode.Unauthorized, "invalid_client"), (answer.Status, answer.Error));
    }

    [Fact]
    public async Task A_revoked_token_no_longer_authenticates_its_client()
    {
        var own = await _client.ServiceTokenAsync();
        await _client.FormAsync("/revoke", $"token={own}", Basic(Service));
        var answer = await _client.FormAsync("/token", Printed(own, await ExternalTokenAsync("bob"), "&"), own);
        Assert.Equal((HttpStatusCode.Unauthorized, "invalid_client"), (answer.Status, answer.Error));
    }

    [Fact]
    public async Task A_token_that_was_tampered_with_is_refused()
    {
        var own = await _client.ServiceTokenAsync();
        var foreign = await ExternalTokenAsync("bob");
        var answer = await _client.FormAsync("/token", Printed(own, foreign[..^6] + "AAAAAA", "&"), own);
        Assert.Equal((HttpStatusCode.BadRequest, "invalid_request"), (answer.Status, answer.Error));
    }

    /// <summary>The request exactly as printed, with tokens in place of the words in capitals.</summary>
    private static string Printed(string own, string subject, string between) => string.Join(
        between,
        "grant_type=\"urn:ietf:params:oauth:grant-type:token-exchange\"",
        "actor_token_type=\"urn:ietf:params:oauth:token-type:access_token\"",
        $"actor_token={own}",
        "subject_token_type=\"urn:ietf:params:oauth:token-type:access_token\"",
        $"subject_token={subject}");

    private ValueTask<string> ExternalTokenAsync(string subject) => host.Provider.MintAsync(subject, default);
}
