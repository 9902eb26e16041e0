using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Tollgate.Domain.Workspaces;
using Tollgate.Functions.Tables;
using Tollgate.TestKit;

namespace Tollgate.Functions.Tests.Hosting;

/// <summary>What local mode does at start.</summary>
public sealed class LocalStartTests
{
    /// <summary>The Functions worker tells its host of the functions when it starts, and registers before the app's own services do.</summary>
    [Fact]
    public async Task Tables_and_demo_clients_are_there_before_anything_starts()
    {
        var seen = false;
        await using var host = await TestHost.StartAsync(register: services => services.AddSingleton<IHostedService>(provider => new First(
            async () => seen = await provider.GetRequiredService<ClientTable>().FindAsync(Workspace.DefaultName, "demo-service", default) is not null)));

        Assert.True(seen);
    }

    private sealed class First(Func<Task> look) : IHostedService
    {
        public Task StartAsync(CancellationToken cancellationToken) => look();

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
