using System.Net;
using Azure.Core;
using Azure.Data.Tables;
using Tollgate.TestKit;

namespace Tollgate.Functions.Tests.Devices;

/// <summary>The limits on the transactions of the table service that a warm instance may need.</summary>
public sealed class TransactionBudgetTests(AzuriteFixture azurite)
{
    private readonly TransactionCounter _counter = new();

    [Fact]
    public async Task A_device_that_waits_costs_one_a_poll()
    {
        await using var host = await StartAsync();
        var begun = await host.Client.BeginDeviceAsync();
        await host.Client.PollAsync(begun);
        for (var i = 0; i < 3; i++)
        {
            host.Clock.Advance(TimeSpan.FromSeconds(5));
            var (answer, count) = await _counter.CountAsync(() => host.Client.PollAsync(begun));
            Assert.Equal(("authorization_pending", 1), (answer.Error, count));
        }
    }

    [Fact]
    public async Task Introspection_costs_one_at_most()
    {
        await using var host = await StartAsync();
        var device = await host.Client.ConnectDeviceAsync();
        var service = await host.Client.ServiceTokenAsync();
        await host.Client.IntrospectAsync(service);
        foreach (var token in new[] { device.Value("access_token"), service, device.Value("refresh_token"), "a.b.c", "nonsense" })
        {
            var (answer, count) = await _counter.CountAsync(() => host.Client.IntrospectAsync(token));
            Assert.Equal(HttpStatusCode.OK, answer.Status);
            Assert.InRange(count, 0, 1);
        }
    }

    [Fact]
    public async Task Client_credentials_cost_no_transaction()
    {
        await using var host = await StartAsync();
        await host.Client.ServiceTokenAsync();
        var (token, count) = await _counter.CountAsync(() => host.Client.ServiceTokenAsync());
        Assert.NotNull(token);
        Assert.Equal(0, count);
    }

    private Task<TestHost> StartAsync()
    {
        var options = new TableClientOptions();
        options.AddPolicy(_counter, HttpPipelinePosition.PerRetry);
        return TestHost.StartAsync(TestClock.New(), new TableServiceClient(azurite.Server.ConnectionString, options));
    }
}
