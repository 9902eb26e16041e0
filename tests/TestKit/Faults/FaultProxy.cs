using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;

namespace Tollgate.TestKit.Faults;

/// <summary>
/// Stands between the app and a server on this machine (Azurite; the vault, whose certificate it then shows) and lets
/// requests through, unless a test has told it what goes wrong.
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

    /// <summary>What has passed, or was kept from it.</summary>
    public IReadOnlyCollection<ProxiedRequest> Requests => _log;

    public int FaultCount => _log.Count(request => request.Fault is not null);

    /// <summary>Gets the octets of each request, before anything goes wrong with it.</summary>
    public Action<byte[]>? Seen { get; set; }

    /// <param name="certificate">Of the server behind, where that speaks TLS.</param>
    public static FaultProxy Before(int port, X509Certificate2? certificate = null) => new(port, certificate);

    public static FaultProxy Before(AzuriteServer azurite) => new(azurite.Port, null);

    /// <summary>The same tables by way of the proxy: the signature of a request covers the path, not the port.</summary>
    public string Through(AzuriteServer azurite) =>
        azurite.ConnectionString.Replace($":{azurite.Port}/", $":{Port}/", StringComparison.Ordinal);

    /// <summary>The next requests that fit have the fault.</summary>
    public void Next(int count, Fault fault, Func<ProxiedRequest, bool>? matches = null) => _plan.Add(matches, count, () => fault);

    public void Always(Fault fault, Func<ProxiedRequest, bool>? matches = null) => Next(int.MaxValue, fault, matches);

    /// <summary>Each request that fits has one of the faults with this probability, as the seed will have it.</summary>
    public void Sometimes(double probability, int seed, IReadOnlyList<Fault> faults, Func<ProxiedRequest, bool>? matches = null)
    {
        var random = new Random(seed);
        _plan.Add(matches, int.MaxValue, () => random.NextDouble() < probability ? faults[random.Next(faults.Count)] : null);
    }

    /// <summary>From now on nothing goes wrong; requests that hang go on hanging.</summary>
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
