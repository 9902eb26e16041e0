using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Tollgate.SideBySide.Servers;

/// <summary>A candidate's process, pinned to the servers' core.</summary>
internal sealed class RunningServer : IAsyncDisposable
{
    private readonly Process _process;
    private readonly ConcurrentQueue<string> _errors = new();

    private RunningServer(Candidate candidate, int port, Process process)
    {
        Candidate = candidate;
        Port = port;
        _process = process;
        // The pipes must be drained. The error output is shown if the start fails.
        process.OutputDataReceived += static (_, _) => { };
        process.ErrorDataReceived += (_, line) => _errors.Enqueue(line.Data ?? "");
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public Candidate Candidate { get; }

    public int Port { get; }

    public int ProcessId => _process.Id;

    public Uri Address => new($"http://127.0.0.1:{Port}");

    public static RunningServer Spawn(Candidate candidate)
    {
        var port = FreePort();
        var command = Cores.Pinned(
            Cores.Server, candidate.Command.Select(part => part.Replace("{port}", port.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)));
        var start = new ProcessStartInfo(command[0], command[1..])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        foreach (var (name, value) in candidate.Environment)
            start.Environment[name] = value;
        return new(candidate, port, Process.Start(start)!);
    }

    public static async Task<RunningServer> StartAsync(Candidate candidate)
    {
        var server = Spawn(candidate);
        for (var waited = Stopwatch.StartNew(); !server.Listens(); await Task.Delay(20))
            if (server._process.HasExited || waited.Elapsed > candidate.Patience)
                throw new InvalidOperationException($"{candidate.Name} did not start: {string.Join('\n', server._errors)}");
        return server;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private bool Listens()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Connect(IPAddress.Loopback, Port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
