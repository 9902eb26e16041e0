using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Tollgate.SideBySide.Load;
using Tollgate.SideBySide.Reports;
using Tollgate.SideBySide.Servers;

namespace Tollgate.SideBySide.Runs;

/// <summary>Starts the servers from nothing, in turn, and asks each for a token as soon as it takes a connection.</summary>
internal static class StartUpRun
{
    public static async Task<List<StartUpFigures>> RunAsync(IReadOnlyList<Candidate> candidates, int times)
    {
        var measured = candidates.ToDictionary(candidate => candidate.Name, _ => new List<(double Total, double FirstRequest)>());
        // The first turn brings the files into memory and does not count.
        for (var i = 0; i <= times; i++)
            foreach (var candidate in candidates)
            {
                var one = await MeasureAsync(candidate);
                if (i > 0)
                    measured[candidate.Name].Add(one);
            }

        var figures = candidates.Select(candidate => new StartUpFigures(
            candidate.Name,
            Spread.Of(measured[candidate.Name].Select(each => each.Total)),
            Spread.Of(measured[candidate.Name].Select(each => each.FirstRequest)))).ToList();
        figures.ForEach(ConsoleReport.Write);
        return figures;
    }

    private static async Task<(double Total, double FirstRequest)> MeasureAsync(Candidate candidate)
    {
        var request = new PreparedRequest(new RequestText("POST", candidate.TokenPath)
        {
            Authorization = Candidate.Basic("demo-service", "demo-service-secret"),
            BodyBefore = "grant_type=client_credentials",
        });
        var watch = Stopwatch.StartNew();
        await using var server = RunningServer.Spawn(candidate);
        using var socket = Connect(server, watch);
        var connected = watch.Elapsed;
        var buffer = new byte[16 * 1024];
        socket.Send(buffer.AsSpan(0, request.Write(buffer)));
        var answer = default(HttpAnswer);
        for (var filled = 0; !HttpAnswer.TryRead(buffer.AsMemory(0, filled), out answer);)
            filled += socket.Receive(buffer.AsSpan(filled)) is > 0 and var received ? received : throw new IOException($"{candidate.Name} hung up.");
        var total = watch.Elapsed;
        return answer.Status == 200
            ? (total.TotalMilliseconds, (total - connected).TotalMilliseconds)
            : throw new InvalidOperationException($"{candidate.Name} answered {answer.Status} to its first request.");
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
}
