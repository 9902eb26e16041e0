using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Tollgate.Domain.Users;
using Tollgate.Domain.Workspaces;
using Tollgate.EmbeddedTables;
using Tollgate.Functions.Tables;
using Tollgate.Functions.Tests.Devices;
using Tollgate.TestKit;

namespace Tollgate.Functions.Tests.Tables;

/// <summary>The index of users while requests write it. It never decides an answer. A rebuild restores the entries that a crash has lost.</summary>
public sealed class UserIndexTests
{
    [Theory]
    [InlineData(null, 0)]
    [InlineData(1, 1)]
    [InlineData(2, 1)]
    public async Task A_lost_entry_changes_no_answer_and_a_rebuild_adds_the_entry(int? lost, int missing)
    {
        var tables = new InterruptedTables(TableEngine.InMemory(TimeProvider.System))
        {
            FailsAt = lost,
            IsOnce = true,
            Matches = table => table == TableNames.UserIndex,
        };
        await using var host = await TestHost.StartAsync(TestClock.New(), tables);

        var tokens = await host.Client.ConnectDeviceAsync();

        Assert.Equal(HttpStatusCode.OK, tokens.Status);
        var index = host.Server.Services.GetRequiredService<UserIndex>();
        await host.Server.Services.GetRequiredService<BackgroundWrites>().FinishedAsync();
        var (right, none) = (new UserIndexDifference(2 - missing, missing, 0), new UserIndexDifference(2, 0, 0));
        Assert.Equal(right, await index.CompareAsync(Workspace.DefaultName, isRepaired: true, default));
        Assert.Equal(none, await index.CompareAsync(Workspace.DefaultName, isRepaired: true, default));
        var refreshed = await host.Client.FormAsync(
            "/token", $"grant_type=refresh_token&client_id=demo-device&refresh_token={tokens.Value("refresh_token")}");
        Assert.Equal(HttpStatusCode.OK, refreshed.Status);
    }
}
