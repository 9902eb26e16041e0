using Microsoft.Extensions.DependencyInjection;
using Tollgate.LocalHost.Hosting;
using Tollgate.TestKit.Http;

namespace Tollgate.RowMaker;

/// <summary>One server, and methods that send requests to it.</summary>
internal sealed class Instance : IAsyncDisposable
{
    private readonly LocalHostServer _server;

    private Instance(LocalHostServer server)
    {
        _server = server;
        Client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = server.Address };
    }

    public Uri Address => _server.Address;

    public HttpClient Client { get; }

    public static async Task<Instance> StartAsync(LocalHostOptions options, Action<IServiceCollection>? configure = null) =>
        new(await LocalHostServer.StartAsync(options, configure));

    public ScriptlessBrowser Browser() => new(Address);

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _server.DisposeAsync();
    }
}
