using Tollgate.TestKit;

namespace Tollgate.EndToEnd.Tests;

/// <summary>Two server processes that are one authorization server: the same issuer, keys and tables.</summary>
public sealed class TwoInstancesFixture(AzuriteFixture azurite) : IAsyncLifetime
{
    private readonly TemporaryFolder _keys = new();
    private LocalHostUser? _user;

    public IReadOnlyList<ServerProcess> Hosts { get; private set; } = [];

    /// <summary>The signed-in user alice. She has allowed demo-spa all scopes that it requests.</summary>
    public LocalHostUser User
    {
        get
        {
            // Skips the test if Azurite is missing.
            _ = azurite.Server;
            return _user!;
        }
    }

    public async ValueTask InitializeAsync()
    {
        if (await NodePackages.WhyMissingAsync() is not null)
            return;
        var shared = new[] { "--tables", azurite.Server.NewAccount(), "--keys", _keys.Path };
        var first = await ServerProcess.StartAsync(shared);
        Hosts = [first];
        Hosts = [first, await ServerProcess.StartAsync([.. shared, "--Issuer", first.Address.ToString()])];
        _user = await LocalHostUser.SignInAsync(first.Address, "demo-spa", CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        _user?.Dispose();
        foreach (var host in Hosts)
            await host.DisposeAsync();
        _keys.Dispose();
    }
}
