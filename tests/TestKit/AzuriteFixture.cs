using Xunit;

namespace Tollgate.TestKit;

/// <summary>One Azurite for all tests of an assembly.</summary>
public sealed class AzuriteFixture : IAsyncLifetime
{
    private AzuriteServer? _server;
    private string? _missing;

    /// <summary>Skips the running test, with the reason, where Azurite cannot be had.</summary>
    public AzuriteServer Server
    {
        get
        {
            Skipped.When(_missing is not null, _missing ?? "");
            return _server!;
        }
    }

    public async ValueTask InitializeAsync()
    {
        _missing = await NodePackages.WhyMissingAsync();
        if (_missing is not null && ServerProcess.IsWorker)
            throw new InvalidOperationException($"The worker's tables lie in Azurite: {_missing}");
        if (_missing is null)
            AzuriteServer.Shared = _server = await AzuriteServer.StartAsync();
        else
            // Runners keep a skip's reason to themselves; this they print.
            TestContext.Current.SendDiagnosticMessage($"Tests on Azurite are skipped: {_missing}");
    }

    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
            await _server.DisposeAsync();
    }
}
