using System.Net;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Tollgate.Domain.Workspaces;
using Tollgate.Functions.Tables;
using Tollgate.Functions.Tests.Devices;
using Tollgate.TestKit;
using static Tollgate.Functions.Tests.Devices.DeviceRequests;

namespace Tollgate.Functions.Tests.TrustedIssuers;

/// <summary>An identity provider that fails affects only requests with its own tokens.</summary>
public sealed class DeadProviderTests
{
    [Fact]
    public async Task A_dead_provider_is_temporarily_unavailable_and_others_are_served()
    {
        await using var host = await TestHost.StartAsync(TestClock.New());
        await using var provider = await ForeignProvider.StartAsync();
        provider.Jwks = http => Task.Delay(TimeSpan.FromSeconds(30), http.RequestAborted);
        await host.Server.Services.GetRequiredService<TrustedIssuerTable>().PutAsync(Workspace.DefaultName, provider.Trusted, default);

        var waiting = Enumerable.Range(0, 20).Select(_ => ExchangeAsync(host, provider.Issuer)).ToList();
        await Eventually.TrueAsync(() => provider.Fetches == 1);
        Assert.NotNull(await host.Client.ServiceTokenAsync());
        Assert.Equal(HttpStatusCode.OK, (await host.Client.ConnectDeviceAsync()).Status);
        Assert.All(waiting, answer => Assert.False(answer.IsCompleted));

        foreach (var answer in await Task.WhenAll(waiting))
        {
            Assert.Equal((HttpStatusCode.ServiceUnavailable, "temporarily_unavailable"), (answer.Status, answer.Error));
            Assert.NotEqual("", answer.Header("Retry-After"));
            Assert.DoesNotContain(provider.Issuer, answer.Body, StringComparison.Ordinal);
        }

        Assert.Equal(1, provider.Fetches);
    }

    [Fact]
    public async Task The_server_fetches_nothing_from_an_untrusted_issuer()
    {
        await using var host = await TestHost.StartAsync(TestClock.New());
        await using var provider = await ForeignProvider.StartAsync();
        var answer = await ExchangeAsync(host, provider.Issuer);
        Assert.Equal((HttpStatusCode.BadRequest, "invalid_request"), (answer.Status, answer.Error));
        Assert.Equal(0, provider.Fetches);
    }

    [Fact]
    public async Task A_client_that_may_not_use_the_issuer_causes_no_fetch()
    {
        await using var host = await TestHost.StartAsync(TestClock.New());
        await using var provider = await ForeignProvider.StartAsync();
        await host.Server.Services.GetRequiredService<TrustedIssuerTable>()
            .PutAsync(Workspace.DefaultName, provider.Trusted with { Clients = ["somebody-else"] }, default);
        var answer = await ExchangeAsync(host, provider.Issuer);
        Assert.Equal((HttpStatusCode.BadRequest, "invalid_request"), (answer.Status, answer.Error));
        Assert.Equal(0, provider.Fetches);
    }

    private static Task<DeviceAnswer> ExchangeAsync(TestHost host, string issuer)
    {
        var token = $"{Encode("""{"alg":"ES256","kid":"k"}""")}.{Encode($$"""{"iss":"{{issuer}}","aud":"tollgate","sub":"bob"}""")}.{new string('A', 86)}";
        return host.Client.FormAsync(
            "/token", $"grant_type={TokenExchange}&subject_token_type={AccessToken}&subject_token={token}", Basic(Service));
    }

    private static string Encode(string json) => System.Buffers.Text.Base64Url.EncodeToString(Encoding.UTF8.GetBytes(json));
}
