using Azure.Core;
using Azure.Data.Tables;
using Microsoft.Extensions.DependencyInjection;
using Tollgate.Functions.Tables;
using Tollgate.LocalHost.Hosting;
using Tollgate.TestKit;

namespace Tollgate.Functions.Tests.Budget;

/// <summary>The server on Azurite. Every request to its tables is counted.</summary>
internal sealed class CountedHost : IAsyncDisposable
{
    private readonly TestHost _host;
    private readonly TableRequestCounter _counter;

    private CountedHost(TestHost host, TableRequestCounter counter) => (_host, _counter) = (host, counter);

    public LocalHostServer Server => _host.Server;

    public HttpClient Client => _host.Client;

    public static async Task<CountedHost> StartAsync(AzuriteFixture azurite, TimeProvider? time = null)
    {
        // This comes first, because it skips the test if there is no Azurite.
        var connectionString = azurite.Server.ConnectionString;
        var (counter, options) = (new TableRequestCounter(), new TableClientOptions());
        options.AddPolicy(counter, HttpPipelinePosition.PerRetry);
        return new CountedHost(
            await TestHost.StartAsync(register: services => services
                .AddSingleton(new TableServiceClient(connectionString, options))
                .AddSingleton(time ?? TimeProvider.System)),
            counter);
    }

    /// <inheritdoc cref="TableRequestCounter.CountAsync"/>
    public Task<string[]> CountAsync(Func<Task> step) => _counter.CountAsync(step);

    /// <inheritdoc cref="TableRequestCounter.OfAudit"/>
    public string[] OfAudit() => _counter.OfAudit();

    /// <summary>The writes of a step to the index of users. It waits until the background work has ended.</summary>
    public async Task<string[]> CountIndexAsync(Func<Task> step)
    {
        await IndexAsync();
        await _counter.CountAsync(step);
        await IndexAsync();
        return _counter.OfIndex();
    }

    private Task IndexAsync() => Server.Services.GetRequiredService<BackgroundWrites>().FinishedAsync();

    public ValueTask DisposeAsync() => _host.DisposeAsync();
}
