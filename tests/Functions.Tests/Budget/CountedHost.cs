using Azure.Core;
using Azure.Data.Tables;
using Microsoft.Extensions.DependencyInjection;
using Tollgate.Functions.Tables;
using Tollgate.LocalHost.Hosting;
using Tollgate.TestKit;

namespace Tollgate.Functions.Tests.Budget;

/// <summary>The server on Azurite, with every request to its tables counted.</summary>
internal sealed class CountedHost : IAsyncDisposable
{
    private readonly TableRequestCounter _counter;
    private readonly TemporaryFolder _keys;

    private CountedHost(LocalHostServer server, TableRequestCounter counter, TemporaryFolder keys)
    {
        Server = server;
        _counter = counter;
        _keys = keys;
        Client = new HttpClient { BaseAddress = server.Address };
    }

    public LocalHostServer Server { get; }

    public HttpClient Client { get; }

    public static async Task<CountedHost> StartAsync(AzuriteFixture azurite, TimeProvider? time = null)
    {
        // First, as this is what skips where there is no Azurite.
        var connectionString = azurite.Server.ConnectionString;
        var (counter, keys, options) = (new TableRequestCounter(), new TemporaryFolder(), new TableClientOptions());
        options.AddPolicy(counter, HttpPipelinePosition.PerRetry);
        var server = await LocalHostServer.StartAsync(
            new LocalHostOptions
            {
                Address = new Uri($"http://127.0.0.1:{FreePort.Take()}"),
                Keys = keys.Path,
                LogLevel = Microsoft.Extensions.Logging.LogLevel.None,
            },
            services => services
                .AddSingleton(new TableServiceClient(connectionString, options))
                .AddSingleton(time ?? TimeProvider.System));
        return new CountedHost(server, counter, keys);
    }

    /// <inheritdoc cref="TableRequestCounter.CountAsync"/>
    public Task<string[]> CountAsync(Func<Task> step) => _counter.CountAsync(step);

    /// <inheritdoc cref="TableRequestCounter.OfAudit"/>
    public string[] OfAudit() => _counter.OfAudit();

    /// <summary>What a step wrote into the index of users, once the background has ended.</summary>
    public async Task<string[]> CountIndexAsync(Func<Task> step)
    {
        await IndexAsync();
        await _counter.CountAsync(step);
        await IndexAsync();
        return _counter.OfIndex();
    }

    private Task IndexAsync() => Server.Services.GetRequiredService<BackgroundWrites>().FinishedAsync();

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await Server.DisposeAsync();
        _keys.Dispose();
    }
}
