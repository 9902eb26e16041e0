using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;

namespace Tollgate.TestKit.Faults;

/// <summary>
/// A proxy between the app and a server on this machine. The server is Azurite or the vault; for the vault, the proxy presents the vault's certificate.
/// The proxy forwards every request unless a test has planned a fault for it.
/// </summary>
public sealed class FaultProxy : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _ended = new();
    private readonly FaultPlan _plan = new();
    private readonly ConcurrentQueue<ProxiedRequest> _log = new();
    private readonly X509Certificate2? _certificate;
    private readonly int _upstream;
    private readonly Task _accepting;

    private FaultProxy(int upstream, X509Certificate2? certificate)
    {
        (_upstream, _certificate) = (upstream, certificate);
        _listener.Start();
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        _accepting = AcceptAsync();
    }

    public int Port { get; }

    /// <summary>All requests that reached the proxy, including those that it did not forward.</summary>
    public IReadOnlyCollection<ProxiedRequest> Requests => _log;

    public int FaultCount => _log.Count(request => request.Fault is not null);

    /// <summary>Receives the octets of each request before the proxy applies a fault.</summary>
    public Action<byte[]>? Seen { get; set; }

    /// <param name="certificate">The certificate of the server behind the proxy, if that server speaks TLS.</param>
    public static FaultProxy Before(int port, X509Certificate2? certificate = null) => new(port, certificate);

    public static FaultProxy Before(AzuriteServer azurite) => new(azurite.Port, null);

    /// <summary>
    /// The connection string of the same tables through the proxy. A request stays valid, because its signature covers the path and not the port.
    /// </summary>
    public string Through(AzuriteServer azurite) =>
        azurite.ConnectionString.Replace($":{azurite.Port}/", $":{Port}/", StringComparison.Ordinal);

    /// <summary>Applies the fault to the next matching requests.</summary>
    public void Next(int count, Fault fault, Func<ProxiedRequest, bool>? matches = null) => _plan.Add(matches, count, () => fault);

    public void Always(Fault fault, Func<ProxiedRequest, bool>? matches = null) => Next(int.MaxValue, fault, matches);

    /// <summary>Applies one of the faults to each matching request with this probability. The seed determines the choice.</summary>
    public void Sometimes(double probability, int seed, IReadOnlyList<Fault> faults, Func<ProxiedRequest, bool>? matches = null)
    {
        var random = new Random(seed);
        _plan.Add(matches, int.MaxValue, () => random.NextDouble() < probability ? faults[random.Next(faults.Count)] : null);
    }

    /// <summary>Ends all faults for new requests. Requests that already hang continue to hang.</summary>
    public void Heal() => _plan.Clear();

    public async ValueTask DisposeAsync()
    {
        await _ended.CancelAsync();
        _listener.Stop();
        await _accepting;
        _ended.Dispose();
    }

    internal Fault? Pass(string method, string path, byte[] octets)
    {
        Seen?.Invoke(octets);
        var request = new ProxiedRequest(method, path);
        var fault = _plan.Take(request);
        _log.Enqueue(request with { Fault = fault });
        return fault;
    }

    private async Task ServeAsync(Socket client)
    {
        await using var connection = new FaultConnection(this, client, _upstream, _certificate);
        await connection.RunAsync(_ended.Token);
    }

    private async Task AcceptAsync()
    {
        var open = new List<Task>();
        try
        {
            while (true)
            {
                var client = await _listener.AcceptSocketAsync(_ended.Token);
                open.RemoveAll(connection => connection.IsCompleted);
                open.Add(ServeAsync(client));
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The proxy has been disposed.
        }

        await Task.WhenAll(open);
    }
}
