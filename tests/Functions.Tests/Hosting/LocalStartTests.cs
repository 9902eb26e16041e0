using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Tollgate.Domain.Workspaces;
using Tollgate.Functions.Tables;
using Tollgate.LocalHost.Hosting;
using Tollgate.TestKit;

namespace Tollgate.Functions.Tests.Hosting;

/// <summary>What local mode does at start.</summary>
public sealed class LocalStartTests
{
    /// <summary>The Functions worker tells its host of the functions when it starts, and registers before the app's own services do.</summary>
    [Fact]
    public async Task Tables_and_demo_clients_are_there_before_anything_starts()
    {
        using var keys = new TemporaryFolder();
        var seen = false;
        var options = new LocalHostOptions
        {
            Address = new Uri($"http://127.0.0.1:{FreePort.Take()}"),
            Keys = keys.Path,
            LogLevel = Microsoft.Extensions.Logging.LogLevel.None,
        };

        await using var server = await LocalHostServer.StartAsync(options, services => services.AddSingleton<IHostedService>(provider => new First(
            async () => seen = await provider.GetRequiredService<ClientTable>().FindAsync(Workspace.DefaultName, "demo-service", default) is not null)));

        Assert.True(seen);
    }

    private sealed class First(Func<Task> look) : IHostedService
    {
        public Task StartAsync(CancellationToken cancellationToken) => look();

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
