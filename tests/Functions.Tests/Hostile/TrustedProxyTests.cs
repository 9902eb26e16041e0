using System.Net;
using Tollgate.Domain.Devices;
using Tollgate.Functions.Settings;
using Tollgate.TestKit;

namespace Tollgate.Functions.Tests.Hostile;

/// <summary>The throttles behind Front Door: each network has its own count. A caller that bypasses Front Door cannot choose a network.</summary>
public sealed class TrustedProxyTests
{
    private const string Front = "2a6c9f1e-0000-4000-8000-5d9a3c1b7e42";

    [Fact]
    public async Task Each_network_behind_the_front_has_its_own_count()
    {
        await using var host = await StartAsync();

        await ExhaustAsync(host, Front, _ => "198.51.100.7, 203.0.113.1");

        Assert.Equal(HttpStatusCode.TooManyRequests, await BeginAsync(host, Front, "203.0.113.1"));
        Assert.Equal(HttpStatusCode.OK, await BeginAsync(host, Front, "203.0.113.2"));
    }

    [Fact]
    public async Task A_caller_that_bypasses_the_front_cannot_choose_its_network()
    {
        await using var host = await StartAsync();

        await ExhaustAsync(host, Front.ToUpperInvariant(), i => $"203.0.113.{i % 250}");

        Assert.Equal(HttpStatusCode.TooManyRequests, await BeginAsync(host, null, "203.0.113.251"));
        Assert.Equal(HttpStatusCode.OK, await BeginAsync(host, Front, "203.0.113.251"));
    }

    private static Task<TestHost> StartAsync() =>
        TestHost.StartAsync(options => options.Set(SettingNames.ProxyHops, "1").Set(SettingNames.ProxyId, Front));

    /// <summary>Starts as many device authorizations as one network may, from the networks that the test names.</summary>
    private static async Task ExhaustAsync(TestHost host, string id, Func<int, string> forwardedFor)
    {
        for (var i = 0; i < DeviceThrottle.PerNetwork; i++)
            Assert.Equal(HttpStatusCode.OK, await BeginAsync(host, id, forwardedFor(i)));
    }

    private static async Task<HttpStatusCode> BeginAsync(TestHost host, string? id, string forwardedFor)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/device-authorization")
        {
            Content = new FormUrlEncodedContent([new("client_id", "demo-device")]),
        };
        request.Headers.TryAddWithoutValidation("X-Forwarded-For", forwardedFor);
        if (id is not null)
            request.Headers.TryAddWithoutValidation(TrustedProxy.FrontDoorHeader, id);
        using var response = await host.Client.SendAsync(request);
        return response.StatusCode;
    }
}
