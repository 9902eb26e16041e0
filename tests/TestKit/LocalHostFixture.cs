using Tollgate.LocalHost.Hosting;
using Xunit;

namespace Tollgate.TestKit;

/// <summary>LocalHost inside the test process, with the demo data in memory.</summary>
public sealed class LocalHostFixture : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();

    public LocalHostServer Server { get; private set; } = null!;

    public HttpClient Client { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Server = await LocalHostServer.StartAsync(new LocalHostOptions
        {
            Address = new Uri($"http://127.0.0.1:{FreePort.Take()}"),
            Keys = _folder.Path,
            LogLevel = Microsoft.Extensions.Logging.LogLevel.None,
            Settings = new Dictionary<string, string?> { ["Signing:Algorithms"] = "ES256,RS256,PS256" },
        });
        Client = new HttpClient { BaseAddress = Server.Address };
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await Server.DisposeAsync();
        _folder.Dispose();
    }
}
