using Microsoft.Extensions.DependencyInjection;
using Tollgate.Domain.Applications;
using Tollgate.Domain.Clients;
using Tollgate.Domain.Workspaces;
using Tollgate.Functions.Tables;
using Tollgate.TestKit;

namespace Tollgate.Functions.Tests.Budget;

/// <summary>The cost of a change of an application: the write that the caller waits for and, counted separately, the copy in the background.</summary>
public sealed class AuditBudgetTests(AzuriteFixture azurite) : IAsyncLifetime
{
    private static readonly Workspace Workspace = new(Workspace.DefaultName, new Uri("https://auth.example"));
    private CountedHost _host = null!;
    private IApplicationStore _applications = null!;
    private BackgroundWrites _background = null!;

    public async ValueTask InitializeAsync()
    {
        _host = await CountedHost.StartAsync(azurite);
        _applications = _host.Server.Services.GetRequiredService<IApplicationStore>();
        _background = _host.Server.Services.GetRequiredService<BackgroundWrites>();
    }

    public async ValueTask DisposeAsync()
    {
        if (_host is not null)
            await _host.DisposeAsync();
    }

    [Fact]
    public async Task A_change_costs_one_write_and_a_second_write_in_the_background()
    {
        var (foreground, background) = await CountAsync(() => _applications.TryChangeAsync(Workspace, Create(NewId()), default));

        // A transaction with several rows is one request to the service. Its path names no table.
        Assert.Equal(["write $batch"], foreground);
        Assert.Equal(["write audit"], background);
    }

    [Fact]
    public async Task A_history_with_all_copies_costs_a_background_read_for_each_record_and_no_write()
    {
        var id = NewId();
        await _applications.TryChangeAsync(Workspace, Create(id), default);
        await _background.FinishedAsync();

        var (foreground, background) = await CountAsync(() => _applications.NewestOfAsync(Workspace, id, DateTimeOffset.MaxValue, 50, default));

        Assert.Equal(["read clients"], foreground);
        Assert.Equal(["read audit"], background);
    }

    private static string NewId() => $"client-{Guid.NewGuid():n}";

    private static ApplicationChange Create(string id) => ApplicationChange.Create(new Client(id), "olivia", TimeProvider.System.GetUtcNow());

    private async Task<(string[] Foreground, string[] Background)> CountAsync(Func<Task> step)
    {
        var foreground = await _host.CountAsync(async () =>
        {
            await step();
            await _background.FinishedAsync();
        });
        return (foreground, _host.OfAudit());
    }
}
