using Azure.Data.Tables;
using Microsoft.Extensions.Hosting;
using Tollgate.Domain.Applications;
using Tollgate.Domain.Handles;
using Tollgate.Domain.Keys;
using Tollgate.Domain.Workspaces;
using Tollgate.Functions.Demo;
using Tollgate.Functions.Settings;
using Tollgate.Functions.Tables;

namespace Tollgate.Functions;

/// <summary>
/// Prepares a developer's machine at start: makes the tables, as the deployment does in Azure, and adds the demo data. It runs before
/// all other services, so that no function runs without its tables.
/// </summary>
internal sealed class LocalStart(
    TollgateSettings settings,
    TableServiceClient tables,
    WorkspaceTable workspaces,
    IApplicationStore applications,
    BackgroundWrites background,
    UserTable users,
    TrustedIssuerTable issuers,
    IKeyRings keys,
    TimeProvider time,
    Randomness randomness) : IHostedLifecycleService
{
    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        await MakeTablesAsync(cancellationToken);
        if (!settings.Demo)
            return;
        await DemoData.SeedAsync(settings, workspaces, applications, users, issuers, time, randomness, cancellationToken);
        await background.FinishedAsync();
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken)
    {
        // Making an RSA key takes a while at the very first start. The start does not wait for the key. After a failure, the first use of
        // the key tries again and reports the error.
        _ = QuietlyAsync(keys.Of(settings.UsualWorkspace(Workspace.DefaultName)).PublishedAsync(CancellationToken.None).AsTask());
        return Task.CompletedTask;
    }

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private static async Task QuietlyAsync(Task making) => await making.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

    private async Task MakeTablesAsync(CancellationToken cancellationToken)
    {
        try
        {
            foreach (var name in TableNames.All)
                await tables.CreateTableIfNotExistsAsync(name, cancellationToken);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested && TablesConnection.Unreachable(settings, exception) is { } reason)
        {
            throw reason;
        }
    }
}
