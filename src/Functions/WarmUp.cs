using Microsoft.Extensions.Hosting;
using Tollgate.Domain.Keys;
using Tollgate.Domain.Workspaces;
using Tollgate.Functions.Settings;

namespace Tollgate.Functions;

/// <summary>
/// Begins at start what the first token needs from far away: the workspace's row, the identity's tokens, and the signing key.
/// Without it they would follow one after the other while somebody waits.
/// </summary>
internal sealed class WarmUp(IWorkspaceStore workspaces, IKeyRings keys, TollgateSettings settings) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        var usual = settings.UsualWorkspace(Workspace.DefaultName);
        _ = Quietly(() => workspaces.FindAsync(usual.Name, CancellationToken.None).AsTask());
        // The keys are read, not asked for one: where there is none, the first request has to meet it, for only it can tell the log.
        _ = Quietly(() => keys.Of(usual).PublishedAsync(CancellationToken.None).AsTask());
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private static async Task Quietly(Func<Task> begin)
    {
        // The start waits for nothing: what fails here fails again in the first request, which tells of it.
        await Task.Yield();
        await begin().ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }
}
