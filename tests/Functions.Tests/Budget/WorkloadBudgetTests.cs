using Tollgate.Functions.Tests.Workloads;
using Tollgate.TestKit;

namespace Tollgate.Functions.Tests.Budget;

/// <summary>A token of a workload costs nothing, because it is not spent. Without a client_id the client is found by one read.</summary>
public sealed class WorkloadBudgetTests(AzuriteFixture azurite) : IAsyncLifetime
{
    private CountedHost _host = null!;
    private WorkloadClient _client = null!;

    public async ValueTask InitializeAsync()
    {
        _host = await CountedHost.StartAsync(azurite);
        _client = await WorkloadClient.RegisterAsync(_host.Server, _host.Client);
        // Warms the instance: it knows the workspace and the client.
        await TokenAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (_client is not null)
            await _client.DisposeAsync();
        if (_host is not null)
            await _host.DisposeAsync();
    }

    [Fact]
    public async Task Client_credentials_cost_nothing() => Assert.Empty(await _host.CountAsync(TokenAsync));

    [Fact]
    public async Task Without_a_client_id_the_first_request_costs_one_read_and_the_next_nothing()
    {
        Assert.Equal(["read clients"], await _host.CountAsync(() => _client.GrantAsync(_client.Token())));
        Assert.Empty(await _host.CountAsync(() => _client.GrantAsync(_client.Token())));
    }

    private Task TokenAsync() => _client.PostAsync("/token", "grant_type=client_credentials", _client.Token());
}
