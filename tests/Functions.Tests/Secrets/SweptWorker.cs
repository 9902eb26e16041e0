using Tollgate.Domain.Handles;
using Tollgate.Functions.Demo;
using Tollgate.TestKit;
using Tollgate.TestKit.FunctionsHost;

namespace Tollgate.Functions.Tests.Secrets;

/// <summary>The worker, as Azure runs it. Its log goes to its host and to its output.</summary>
internal sealed class SweptWorker : SweptHost
{
    private readonly LocalHostFixture _other = new();
    private readonly TemporaryFolder _keys = new();
    private WorkerProcess _worker = null!;

    private SweptWorker(AzuriteServer azurite) : base(azurite)
    {
    }

    public override Uri Address => _worker.Address;

    public override ExternalIdentityProvider Provider => new(_other.Server.Options.Keys, _other.Server.Address, TimeProvider.System, new Randomness());

    /// <summary>The complete output as one entry, because a message may contain line breaks.</summary>
    public override IReadOnlyList<string> LogLines => [_worker.Output];

    public string KeysFolder => _keys.Path;

    /// <summary>Ends the worker, so that the log contains its last messages.</summary>
    public ValueTask StopAsync() => _worker.DisposeAsync();

    public static async Task<SweptWorker> StartAsync()
    {
        var host = new SweptWorker(await AzuriteServer.StartAsync());
        await host._other.InitializeAsync();
        host._worker = await WorkerProcess.StartAsync(
            "--tables", host.Proxy.Through(host.Azurite), "--keys", host.KeysFolder, "--log", "Trace", "--Signing:Algorithms", "ES256,RS256");
        await DemoServerFixture.TrustAsync(host.Tables, host.Provider);
        await host.OpenAsync();
        return host;
    }

    public override async ValueTask DisposeAsync()
    {
        await _worker.DisposeAsync();
        await _other.DisposeAsync();
        await base.DisposeAsync();
        _keys.Dispose();
    }
}
