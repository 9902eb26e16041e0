using Azure.Data.Tables;
using Microsoft.Extensions.DependencyInjection;
using Tollgate.Domain.Handles;
using Tollgate.Domain.TrustedIssuers;
using Tollgate.Domain.Workspaces;
using Tollgate.Functions.Demo;
using Tollgate.Functions.Tables;
using Tollgate.TestKit.FunctionsHost;
using Xunit;

namespace Tollgate.TestKit;

/// <summary>
/// The demo for tests that look at its HTTP interface and its tables. It is LocalHost inside the test process, or the worker (<see
/// cref="ServerProcess.IsWorker"/>) with LocalHost's identity provider beside it.
/// </summary>
public sealed class DemoServerFixture : IAsyncLifetime
{
    private readonly LocalHostFixture _localHost = new();
    private WorkerProcess? _worker;

    public Uri Address => _worker?.Address ?? _localHost.Server.Address;

    public HttpClient Client => _worker?.Client ?? _localHost.Client;

    public TableServiceClient Tables { get; private set; } = null!;

    /// <summary>The identity provider whose tokens demo-service may exchange.</summary>
    public ExternalIdentityProvider Provider { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        await _localHost.InitializeAsync();
        Provider = new ExternalIdentityProvider(_localHost.Server.Options.Keys, _localHost.Server.Address, TimeProvider.System, new Randomness());
        if (ServerProcess.IsWorker)
            await StartWorkerAsync();
        else
            Tables = _localHost.Server.Services.GetRequiredService<TableServiceClient>();
    }

    public async ValueTask DisposeAsync()
    {
        if (_worker is not null)
            await _worker.DisposeAsync();
        await _localHost.DisposeAsync();
    }

    /// <summary>Makes the demo on these tables trust an identity provider that another server plays.</summary>
    public static Task TrustAsync(TableServiceClient tables, ExternalIdentityProvider provider) => new TrustedIssuerTable(tables).PutAsync(
        Workspace.DefaultName,
        new TrustedIssuer(provider.Issuer) { Audience = DemoData.ExternalAudience, Clients = [DemoData.ServiceClientId] },
        CancellationToken.None);

    private async Task StartWorkerAsync()
    {
        var tables = AzuriteServer.Shared.NewAccount();
        Tables = new TableServiceClient(tables);
        _worker = await WorkerProcess.StartAsync("--tables", tables, "--Signing:Algorithms", "ES256,RS256,PS256");
        await TrustAsync(Tables, Provider);
    }
}
