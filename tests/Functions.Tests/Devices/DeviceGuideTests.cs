using System.Net;
using Tollgate.TestKit;
using Tollgate.TestKit.Http;
using static Tollgate.Functions.Tests.Devices.DeviceRequests;

namespace Tollgate.Functions.Tests.Devices;

/// <summary>The requests that published guides print for client credentials and devices, sent exactly as printed.</summary>
[RunsOnWorker]
public sealed class DeviceGuideTests(DemoServerFixture host) : IClassFixture<DemoServerFixture>
{
    private readonly HttpClient _client = host.Client;
    private readonly string _issuer = host.Address.ToString().TrimEnd('/');

    [Fact]
    public async Task Client_credentials()
    {
        var answer = await _client.FormAsync("/token/", "grant_type=client_credentials", Basic(Service));
        Assert.Equal(HttpStatusCode.OK, answer.Status);
        var resource = await _client.ResourceAsync(answer.Value("access_token")!);
        Assert.Equal(HttpStatusCode.OK, resource.Status);
        Assert.Equal("demo-service", resource.Value("sub"));
    }

    [Fact]
    public async Task Authorize_device_then_exchange_its_code()
    {
        var begun = await _client.FormAsync("/device-authorization/", "client_id=demo-device");
        Assert.Equal(HttpStatusCode.OK, begun.Status);
        Assert.Equal("no-store", begun.Header("Cache-Control"));
        Assert.Matches("^[BCDFGHJKMNPQRTVWX]{3}[2-9]{5}$", begun.Value("user_code"));
        Assert.Equal(_issuer + "/device", begun.Value("verification_uri"));
        Assert.Equal($"{_issuer}/device?user_code={begun.Value("user_code")}", begun.Value("verification_uri_complete"));
        Assert.Equal("600", begun.Value("expires_in"));
        Assert.Equal("5", begun.Value("interval"));

        var poll = $"client_id=demo-device&device_code={begun.Value("device_code")}&grant_type=urn:ietf:params:oauth:grant-type:device_code";
        var waiting = await _client.FormAsync("/token/", poll);
        Assert.Equal((HttpStatusCode.BadRequest, "authorization_pending"), (waiting.Status, waiting.Error));

        using var browser = new ScriptlessBrowser(host.Address);
        await browser.DecideAsync(begun.Value("user_code")!, "allow");
        var tokens = await _client.FormAsync("/token/", poll);
        Assert.Equal(HttpStatusCode.OK, tokens.Status);
        Assert.Equal("no-store", tokens.Header("Cache-Control"));

        var resource = await _client.ResourceAsync(tokens.Value("access_token")!);
        Assert.Equal(HttpStatusCode.OK, resource.Status);
        Assert.Equal("demo-device", resource.Value("client_id"));
    }
}
