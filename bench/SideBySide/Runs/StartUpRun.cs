using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Tollgate.SideBySide.Load;
using Tollgate.SideBySide.Reports;
using Tollgate.SideBySide.Servers;

namespace Tollgate.SideBySide.Runs;

/// <summary>Starts each server anew, in turn, and requests a token as soon as the server accepts a connection.</summary>
internal static class StartUpRun
{
    private const int Tokens = 1000;

    public static async Task<List<StartUpFigures>> RunAsync(IReadOnlyList<Candidate> candidates, int times)
    {
        var measured = candidates.ToDictionary(candidate => candidate.Name, _ => new List<Start>());
        // The first turn does not count, because it loads the files into memory.
        for (var i = 0; i <= times; i++)
            foreach (var candidate in candidates)
            {
                var one = await MeasureAsync(candidate);
                if (i > 0)
                    measured[candidate.Name].Add(one);
            }

        var figures = candidates.Select(candidate => Of(candidate.Name, measured[candidate.Name])).ToList();
        figures.ForEach(ConsoleReport.Write);
        return figures;
    }

    private static StartUpFigures Of(string name, List<Start> starts) => new(
        name,
        Spread.Of(starts.Select(each => each.First)),
        Spread.Of(starts.Select(each => each.First - each.Connected)),
        Spread.Of(starts.Select(each => each.Thousand)),
        Spread.Of(starts.Select(each => each.Cpu)));

    private static async Task<Start> MeasureAsync(Candidate candidate)
    {
        var request = new PreparedRequest(new RequestText("POST", candidate.TokenPath)
        {
            Authorization = Candidate.Basic("demo-service", "demo-service-secret"),
            BodyBefore = "grant_type=client_credentials",
        });
        var watch = Stopwatch.StartNew();
        await using var server = RunningServer.Spawn(candidate);
        using var socket = Connect(server, watch);
        var connected = watch.Elapsed.TotalMilliseconds;
        var buffer = new byte[16 * 1024];
        Exchange(server, socket, request, buffer);
        var first = watch.Elapsed.TotalMilliseconds;
        for (var i = 1; i < Tokens; i++)
            Exchange(server, socket, request, buffer);
        return new(connected, first, watch.Elapsed.TotalMilliseconds, ProcessFigures.CpuSeconds(server.ProcessId));
    }

    private static void Exchange(RunningServer server, Socket socket, PreparedRequest request, byte[] buffer)
    {
        socket.Send(buffer.AsSpan(0, request.Write(buffer)));
        HttpAnswer answer;
        for (var filled = 0; !HttpAnswer.TryRead(buffer.AsMemory(0, filled), out answer);)
            filled += socket.Receive(buffer.AsSpan(filled)) is > 0 and var received
                ? received
                : throw new IOException($"{server.Candidate.Name} hung up.");
        if (answer.Status != 200)
            throw new InvalidOperationException($"{server.Candidate.Name} answered {answer.Status}.");
    }

    private static Socket Connect(RunningServer server, Stopwatch watch)
    {
        while (watch.Elapsed < TimeSpan.FromSeconds(20))
        {
            var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            try
            {
                socket.Connect(IPAddress.Loopback, server.Port);
                return socket;
            }
            catch (SocketException)
            {
                socket.Dispose();
            }
        }

        throw new InvalidOperationException($"{server.Candidate.Name} did not start.");
    }

    /// <summary>The times since the start of the process in milliseconds, and the processor time in seconds.</summary>
    private readonly record struct Start(double Connected, double First, double Thousand, double Cpu);
}
