using System.Net;
using System.Net.Sockets;

namespace Tollgate.TestKit;

/// <summary>Azurite's table service on a free port, in memory.</summary>
public sealed class AzuriteServer : IAsyncDisposable
{
    // The published key of the development account; it opens nothing but emulators.
    private const string Account =
        "AccountName=devstoreaccount1;AccountKey=Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

    private readonly ChildProcess _process;

    private AzuriteServer(ChildProcess process, int port)
    {
        _process = process;
        Port = port;
    }

    public int Port { get; }

    public string ConnectionString =>
        $"DefaultEndpointsProtocol=http;{Account};TableEndpoint=http://127.0.0.1:{Port}/devstoreaccount1;";

    /// <summary>Needs the packages: ask <see cref="NodePackages.WhyMissingAsync"/> first.</summary>
    public static async Task<AzuriteServer> StartAsync()
    {
        var port = FreePort.Take();
        var process = ChildProcess.Start(
            "node",
            [
                Path.Combine("node_modules", "azurite", "dist", "src", "table", "main.js"), "--tableHost", "127.0.0.1", "--tablePort", $"{port}",
                "--inMemoryPersistence", "--disableTelemetry", "--skipApiVersionCheck", "--silent",
            ],
            NodePackages.Folder);
        await process.WaitAsync(() => IsListeningAsync(port));
        return new AzuriteServer(process, port);
    }

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
