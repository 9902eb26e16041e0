using Microsoft.Extensions.DependencyInjection;
using Tollgate.LocalHost.Hosting;
using Tollgate.TestKit;

namespace Tollgate.Functions.Tests.Http;

/// <summary>LocalHost with a clock that only the test moves.</summary>
internal sealed class ClockedHost : IAsyncDisposable
{
    private readonly TemporaryFolder _keys;

    private ClockedHost(LocalHostServer server, TemporaryFolder keys)
    {
        Server = server;
        _keys = keys;
        Client = new HttpClient { BaseAddress = server.Address };
    }

    public LocalHostServer Server { get; }

    public HttpClient Client { get; }

    public ManualTimeProvider Clock => (ManualTimeProvider)Server.Services.GetRequiredService<TimeProvider>();

    public static async Task<ClockedHost> StartAsync()
    {
        var keys = new TemporaryFolder();
        var options = new LocalHostOptions
        {
            Address = new Uri($"http://127.0.0.1:{FreePort.Take()}"),
            Keys = keys.Path,
            LogLevel = Microsoft.Extensions.Logging.LogLevel.None,
        };
        return new ClockedHost(await LocalHostServer.StartAsync(options, services => services.AddSingleton<TimeProvider>(new ManualTimeProvider())), keys);
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await Server.DisposeAsync();
        _keys.Dispose();
    }
}
