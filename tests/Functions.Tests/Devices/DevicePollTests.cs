using System.Net;
using Tollgate.TestKit;
using Tollgate.TestKit.Http;
using static Tollgate.Functions.Tests.Devices.DeviceRequests;

namespace Tollgate.Functions.Tests.Devices;

/// <summary>A device that polls (RFC 8628 §3.4, §3.5), on a clock that the test moves.</summary>
public sealed class DevicePollTests
{
    [Fact]
    public async Task Polls_that_are_too_fast_lengthen_the_interval_for_good()
    {
        await using var host = await TestHost.StartAsync(TestClock.New());
        var begun = await host.Client.BeginDeviceAsync();
        await PollsAsync(host, begun, 0, "authorization_pending");
        await PollsAsync(host, begun, 5, "authorization_pending");
        await PollsAsync(host, begun, 1, "slow_down");
        await PollsAsync(host, begun, 5, "slow_down");
        await PollsAsync(host, begun, 15, "authorization_pending");
        await PollsAsync(host, begun, 14, "slow_down");
        await PollsAsync(host, begun, 20, "authorization_pending");
    }

    [Fact]
    public async Task A_code_expires()
    {
        await using var host = await TestHost.StartAsync(TestClock.New());
        var begun = await host.Client.BeginDeviceAsync();
        await PollsAsync(host, begun, 599, "authorization_pending");
        await PollsAsync(host, begun, 1, "expired_token");
        await PollsAsync(host, begun, 60, "expired_token");
    }

    [Fact]
    public async Task An_approved_code_expires_too()
    {
        await using var host = await TestHost.StartAsync(TestClock.New());
        var begun = await host.Client.BeginDeviceAsync();
        using var browser = new ScriptlessBrowser(host.Server.Address);
        await browser.DecideAsync(begun.Value("user_code")!, "allow");
        await PollsAsync(host, begun, 600, "expired_token");
    }

    [Fact]
    public async Task Ten_polls_at_once_get_one_set_of_tokens_which_stays_valid()
    {
        await using var host = await TestHost.StartAsync(TestClock.New());
        var begun = await host.Client.BeginDeviceAsync();
        await PollsAsync(host, begun, 0, "authorization_pending");
        using var browser = new ScriptlessBrowser(host.Server.Address);
        await browser.DecideAsync(begun.Value("user_code")!, "allow");
        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => host.Client.PollAsync(begun)));
        var tokens = Assert.Single(answers, answer => answer.Status == HttpStatusCode.OK);
        Assert.All(answers.Where(answer => answer != tokens), answer => Assert.Equal("invalid_grant", answer.Error));
        Assert.Equal("True", (await host.Client.IntrospectAsync(tokens.Value("access_token"))).Value("active"));
        var refreshed = await host.Client.FormAsync("/token", $"grant_type=refresh_token&client_id=demo-device&refresh_token={tokens.Value("refresh_token")}");
        Assert.Equal(HttpStatusCode.OK, refreshed.Status);
    }

    [Fact]
    public async Task The_server_answers_alike_to_another_clients_code_and_to_a_made_up_code()
    {
        await using var host = await TestHost.StartAsync(TestClock.New());
        var code = (await host.Client.BeginDeviceAsync()).Value("device_code")!;
        foreach (var wrong in new[] { "x", code[..^1] + (code[^1] == 'A' ? 'B' : 'A'), code.Split('.')[0] + ".AAAA" })
        {
            var answer = await host.Client.FormAsync("/token", $"client_id=demo-device&device_code={wrong}&grant_type={DeviceGrant}");
            Assert.Equal((HttpStatusCode.BadRequest, "invalid_grant"), (answer.Status, answer.Error));
        }

        var missing = await host.Client.FormAsync("/token", $"client_id=demo-device&grant_type={DeviceGrant}");
        Assert.Equal((HttpStatusCode.BadRequest, "invalid_request"), (missing.Status, missing.Error));
    }

    [Fact]
    public async Task Only_clients_with_the_device_grant_begin_a_device_and_confidential_clients_authenticate()
    {
        await using var host = await TestHost.StartAsync(TestClock.New());
        var other = await host.Client.FormAsync("/device-authorization", "client_id=demo-spa");
        Assert.Equal((HttpStatusCode.BadRequest, "unauthorized_client"), (other.Status, other.Error));
        var confidential = await host.Client.FormAsync("/device-authorization", "client_id=demo-service");
        Assert.Equal((HttpStatusCode.Unauthorized, "invalid_client"), (confidential.Status, confidential.Error));
        var scope = await host.Client.FormAsync("/device-authorization", "client_id=demo-device&scope=nonsense");
        Assert.Equal((HttpStatusCode.BadRequest, "invalid_scope"), (scope.Status, scope.Error));
        using var get = await host.Client.GetAsync("/device-authorization");
        Assert.Equal(HttpStatusCode.MethodNotAllowed, get.StatusCode);
    }

    private static async Task PollsAsync(TestHost host, DeviceAnswer begun, int seconds, string error)
    {
        host.Clock.Advance(TimeSpan.FromSeconds(seconds));
        var answer = await host.Client.PollAsync(begun);
        Assert.Equal((HttpStatusCode.BadRequest, error), (answer.Status, answer.Error));
    }
}
