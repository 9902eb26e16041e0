using Azure.Data.Tables;
using Tollgate.TestKit;
using Tollgate.TestKit.Faults;
using Tollgate.TestKit.Http;

namespace Tollgate.EndToEnd.Tests.Faults;

/// <summary>A server process that reaches Azurite through a proxy, and the user alice, who signed in before any fault.</summary>
public sealed class FaultyServer(AzuriteFixture azurite) : IAsyncLifetime
{
    /// <summary>
    /// The server promises an answer within ten seconds. The rest is a margin for a slow test machine. If a client waits longer, the server
    /// hangs.
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
            // Skips the test if Azurite is missing.
            _ = azurite.Server;
            return _proxy!;
        }
    }

    public LocalHostUser User => _user!;

    /// <summary>A public client, such as an application in a browser.</summary>
    public OAuthClient Client => new(_http!);

    public OAuthClient Device => OAuthClient.Device(_http!);

    public OAuthClient Service => OAuthClient.Service(_http!);

    public string Log => _host!.Output;

    /// <summary>The id at the beginning of a code or refresh token. It is the key of the grant's row.</summary>
    public static string GrantOf(string handle) => handle.Split('.')[0];

    /// <summary>The state in the row of the grant. This read does not go through the proxy.</summary>
    public async Task<string> StateAsync(string handle, CancellationToken cancellationToken)
    {
        var table = new TableServiceClient(azurite.Server.ConnectionString).GetTableClient("grants");
        var found = await table.GetEntityIfExistsAsync<TableEntity>(GrantOf(handle), "grant", ["State"], cancellationToken);
        return found.Value!.GetString("State");
    }

    /// <summary>Ends the faults, so that the next test starts without faults.</summary>
    public void Heal() => _proxy?.Heal();

    /// <summary>Returns the device code of a device that the user has connected.</summary>
    public async Task<string> ApprovedDeviceAsync(CancellationToken cancellationToken)
    {
        var begun = await Device.BeginDeviceAsync(cancellationToken);
        await User.DecideAsync(begun.Text("user_code")!, "allow", cancellationToken);
        return begun.Text("device_code")!;
    }

    public Task<string> PushAsync(CancellationToken cancellationToken) => User.PushAsync(_http!, cancellationToken);

    public Task<Answer> OpenPushedAsync(string requestUri, CancellationToken cancellationToken) =>
        User.OpenPushedAsync(_host!.Address, requestUri, cancellationToken);

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
