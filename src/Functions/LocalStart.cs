using Azure.Data.Tables;
using Microsoft.Extensions.Hosting;
using Tollgate.Domain.Applications;
using Tollgate.Domain.Handles;
using Tollgate.Functions.Demo;
using Tollgate.Functions.Settings;
using Tollgate.Functions.Tables;

namespace Tollgate.Functions;

/// <summary>
/// Does on a developer's machine, at start, what the deployment does in Azure: makes the tables; and fills in the demo data. It comes
/// before all that starts, so that no function is there before its tables, nor where there can be none.
/// </summary>
internal sealed class LocalStart(
    TollgateSettings settings,
    TableServiceClient tables,
    WorkspaceTable workspaces,
    IApplicationStore applications,
    UserTable users,
    TrustedIssuerTable issuers,
    TimeProvider time,
    Randomness randomness) : IHostedLifecycleService
{
    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        await MakeTablesAsync(cancellationToken);
        if (settings.Demo)
            await DemoData.SeedAsync(settings, workspaces, applications, users, issuers, time, randomness, cancellationToken);
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

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
