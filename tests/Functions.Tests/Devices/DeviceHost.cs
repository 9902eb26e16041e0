using Azure.Data.Tables;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Tollgate.LocalHost.Hosting;
using Tollgate.TestKit;

namespace Tollgate.Functions.Tests.Devices;

/// <summary>LocalHost for one test: with a clock that only the test moves, or on tables of its choice.</summary>
internal sealed class DeviceHost : IAsyncDisposable
{
    private readonly TemporaryFolder _keys;

    private DeviceHost(LocalHostServer server, TemporaryFolder keys, ManualTimeProvider clock)
    {
        (Server, _keys, Clock) = (server, keys, clock);
        Client = new HttpClient { BaseAddress = server.Address };
    }

    public LocalHostServer Server { get; }

    public HttpClient Client { get; }

    public ManualTimeProvider Clock { get; }

    public static async Task<DeviceHost> StartAsync(TableServiceClient? tables = null)
    {
        var (keys, clock) = (new TemporaryFolder(), new ManualTimeProvider());
        var options = new LocalHostOptions
        {
            Address = new Uri($"http://127.0.0.1:{FreePort.Take()}"),
            Keys = keys.Path,
            LogLevel = LogLevel.None,
        };
        var server = await LocalHostServer.StartAsync(options, services =>
        {
            services.AddSingleton<TimeProvider>(clock);
            if (tables is not null)
                services.AddSingleton(tables);
        });
        return new DeviceHost(server, keys, clock);
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await Server.DisposeAsync();
        _keys.Dispose();
    }
}
