using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Tollgate.Domain.Applications;
using Tollgate.Domain.Workspaces;
using Tollgate.Functions.Tables;
using Tollgate.TestKit;

namespace Tollgate.Functions.Tests.Hosting;

/// <summary>The start of local mode.</summary>
public sealed class LocalStartTests
{
    /// <summary>The Functions worker is the first hosted service. After it has started, its host may call the functions.</summary>
    [Fact]
    public async Task Tables_and_demo_clients_are_there_before_anything_starts()
    {
        var seen = false;
        await using var host = await TestHost.StartAsync(register: services => services.AddSingleton<IHostedService>(provider => new First(
            async () => seen = await provider.GetRequiredService<ClientTable>().FindAsync(Workspace.DefaultName, "demo-service", default) is not null)));

        Assert.True(seen);
    }

    /// <summary>A start writes a client only if the demo's description of the client has changed.</summary>
    [Fact]
    public async Task The_first_start_registers_each_demo_client_with_one_record_and_a_later_start_adds_none()
    {
        using var folder = new TemporaryFolder();
        var address = new Uri($"http://127.0.0.1:{FreePort.Take()}");

        Assert.Equal(["created (demo)"], await HistoryAsync(address, folder));
        Assert.Equal(["created (demo)"], await HistoryAsync(address, folder));
        // The redirect URI of the try-it page contains the address of the server.
        Assert.Equal(["created (demo)", "edited (demo)"], await HistoryAsync(new Uri($"http://127.0.0.1:{FreePort.Take()}"), folder));
    }

    private static async Task<List<string>> HistoryAsync(Uri address, TemporaryFolder folder)
    {
        await using var host = await TestHost.StartAsync(options => options with { Address = address, DataFile = folder.PathOf("tables.db") });
        var workspace = new Workspace(Workspace.DefaultName, address);
        return await host.Services.GetRequiredService<IApplicationStore>().HistoryAsync(workspace, "demo-try-it", default)
            .Select(record => $"{record.Change} {record.Who}").ToListAsync(TestContext.Current.CancellationToken);
    }

    private sealed class First(Func<Task> look) : IHostedService
    {
        public Task StartAsync(CancellationToken cancellationToken) => look();

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
