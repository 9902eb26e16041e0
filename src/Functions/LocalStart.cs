using Azure.Data.Tables;
using Microsoft.Extensions.Hosting;
using Tollgate.Domain;
using Tollgate.Functions.Demo;
using Tollgate.Functions.Settings;
using Tollgate.Functions.Tables;

namespace Tollgate.Functions;

/// <summary>Does on a developer's machine, at start, what the deployment does in Azure: makes the tables; and fills in the demo data.</summary>
internal sealed class LocalStart(TollgateSettings settings, TableServiceClient tables, WorkspaceTable workspaces, ClientTable clients, UserTable users, TrustedIssuerTable issuers, TimeProvider time, Randomness randomness) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (var name in TableNames.All)
            await tables.CreateTableIfNotExistsAsync(name, cancellationToken).ConfigureAwait(false);
        if (settings.Demo)
            await DemoData.SeedAsync(settings, workspaces, clients, users, issuers, time, randomness, cancellationToken).ConfigureAwait(false);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
