using Xunit;

namespace Tollgate.TestKit;

/// <summary>One Azurite for all tests of an assembly.</summary>
public sealed class AzuriteFixture : IAsyncLifetime
{
    private AzuriteServer? _server;
    private string? _missing;

    /// <summary>The shared Azurite. Skips the running test with a reason if Azurite is not available.</summary>
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
            // Test runners do not print the reason for a skip. They do print this message.
            TestContext.Current.SendDiagnosticMessage($"Tests on Azurite are skipped: {_missing}");
    }

    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
            await _server.DisposeAsync();
    }
}
