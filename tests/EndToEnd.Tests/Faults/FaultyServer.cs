using Azure.Data.Tables;
using Tollgate.TestKit;
using Tollgate.TestKit.Faults;

namespace Tollgate.EndToEnd.Tests.Faults;

/// <summary>A server process whose way to Azurite leads through a proxy, and alice, who signed in while all was well.</summary>
public sealed class FaultyServer(AzuriteFixture azurite) : IAsyncLifetime
{
    /// <summary>
    /// A client that waits longer finds that the server hangs. The server promises an answer within ten seconds. The rest is for a slow
    /// test machine.
    /// </summary>
    private static readonly TimeSpan Hanging = TimeSpan.FromSeconds(15);

    private ServerProcess? _host;
    private HttpClient? _http;
    private LocalHostUser? _user;
    private FaultProxy? _proxy;

    public FaultProxy Proxy
    {
        get
        {
            // Skips where there is no Azurite.
            _ = azurite.Server;
            return _proxy!;
        }
    }

    public LocalHostUser User => _user!;

    /// <summary>A public client with a browser.</summary>
    public OAuthClient Client => new(_http!);

    public OAuthClient Device => OAuthClient.Device(_http!);

    public OAuthClient Service => OAuthClient.Service(_http!);

    public string Log => _host!.Output;

    /// <summary>The id that a code or refresh token begins with, which is its row's key.</summary>
    public static string GrantOf(string handle) => handle.Split('.')[0];

    /// <summary>What the row of a grant says of it, read past the proxy.</summary>
    public async Task<string> StateAsync(string handle, CancellationToken cancellationToken)
    {
        var table = new TableServiceClient(azurite.Server.ConnectionString).GetTableClient("grants");
        var found = await table.GetEntityIfExistsAsync<TableEntity>(GrantOf(handle), "grant", ["State"], cancellationToken);
        return found.Value!.GetString("State");
    }

    /// <summary>For the next test, whatever became of this one.</summary>
    public void Heal() => _proxy?.Heal();

    /// <summary>The codes of a device that its user has connected.</summary>
    public async Task<string> ApprovedDeviceAsync(CancellationToken cancellationToken)
    {
        var begun = await Device.BeginDeviceAsync(cancellationToken);
        await User.DecideAsync(begun.Text("user_code")!, "allow", cancellationToken);
        return begun.Text("device_code")!;
    }

    public async ValueTask InitializeAsync()
    {
        if (await NodePackages.WhyMissingAsync() is not null)
            return;
        _proxy = FaultProxy.Before(azurite.Server);
        _host = await ServerProcess.StartAsync("--tables", _proxy.Through(azurite.Server));
        _http = new HttpClient { BaseAddress = _host.Address, Timeout = Hanging };
        _user = await LocalHostUser.SignInAsync(_host.Address, "demo-spa", CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        _user?.Dispose();
        _http?.Dispose();
        if (_host is not null)
            await _host.DisposeAsync();
        if (_proxy is not null)
            await _proxy.DisposeAsync();
    }
}
