using System.Net;
using System.Net.Sockets;

namespace Tollgate.TestKit;

/// <summary>Azurite's table service on a free port, in memory.</summary>
public sealed class AzuriteServer : IAsyncDisposable
{
    // The published key of the development account. Only emulators accept it.
    private const string Key = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";
    private const int Accounts = 200;

    private static AzuriteServer? OfThisProcess;
    private int _taken;
    private readonly ChildProcess _process;

    private AzuriteServer(ChildProcess process, int port)
    {
        _process = process;
        Port = port;
    }

    public int Port { get; }

    public string ConnectionString => ConnectionTo("devstoreaccount1");

    /// <summary>The Azurite of this test process. Skips the running test if Azurite is not available.</summary>
    public static AzuriteServer Shared
    {
        get
        {
            Skipped.When(OfThisProcess is null, "Azurite does not run.");
            return OfThisProcess!;
        }
        internal set => OfThisProcess = value;
    }

    /// <summary>
    /// The connection string of an account without tables. Servers with different addresses need different accounts, because the demo data contains the
    /// address.
    /// </summary>
    public string NewAccount() => Interlocked.Increment(ref _taken) is var number && number <= Accounts
        ? ConnectionTo($"tollgate{number}")
        : throw new InvalidOperationException("All accounts of Azurite are taken.");

    /// <summary>Starts Azurite. It needs the npm packages, so check <see cref="NodePackages.WhyMissingAsync"/> first.</summary>
    public static async Task<AzuriteServer> StartAsync()
    {
        var port = FreePort.Take();
        var process = ChildProcess.Start(
            "node",
            [
                Path.Combine("node_modules", "azurite", "dist", "src", "table", "main.js"), "--tableHost", "127.0.0.1", "--tablePort", $"{port}",
                "--inMemoryPersistence", "--disableTelemetry", "--skipApiVersionCheck", "--silent",
            ],
            NodePackages.Folder,
            new Dictionary<string, string>
            {
                ["AZURITE_ACCOUNTS"] =
                    string.Join(';', Enumerable.Range(1, Accounts).Select(number => $"tollgate{number}:{Key}").Prepend($"devstoreaccount1:{Key}")),
            });
        await process.WaitAsync(() => IsListeningAsync(port));
        return new AzuriteServer(process, port);
    }

    private string ConnectionTo(string account) =>
        $"DefaultEndpointsProtocol=http;AccountName={account};AccountKey={Key};TableEndpoint=http://127.0.0.1:{Port}/{account};";

    public ValueTask DisposeAsync() => _process.DisposeAsync();

    private static async Task<bool> IsListeningAsync(int port)
    {
        using var client = new TcpClient();
        try
        {
            await client.ConnectAsync(IPAddress.Loopback, port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
