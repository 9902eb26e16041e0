using Microsoft.Extensions.Hosting;
using Tollgate.Domain.Keys;
using Tollgate.Domain.Workspaces;
using Tollgate.Functions.Settings;

namespace Tollgate.Functions;

/// <summary>
/// Requests at start what the first token needs: the workspace's row, the identity's tokens and the signing key. Otherwise the
/// first client would wait for them, one after the other.
/// </summary>
internal sealed class WarmUp(IWorkspaceStore workspaces, IKeyRings keys, TollgateSettings settings) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        var usual = settings.UsualWorkspace(Workspace.DefaultName);
        _ = Quietly(() => workspaces.FindAsync(usual.Name, CancellationToken.None).AsTask());
        // This reads the keys but does not ask for a signing key. If there is no signing key, the first request must notice and log that.
        _ = Quietly(() => keys.Of(usual).PublishedAsync(CancellationToken.None).AsTask());
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private static async Task Quietly(Func<Task> begin)
    {
        // The start waits for nothing. A failure here occurs again in the first request, which reports it.
        await Task.Yield();
        await begin().ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }
}
