using System.Diagnostics;
using System.Text;
using Tollgate.SideBySide.Servers;

namespace Tollgate.SideBySide.Load;

/// <summary>Drives all connections at once until the time is over or no request is left.</summary>
internal sealed class Drive
{
    private long _wrong;
    private string _sample = "";

    public async Task<LoadResult> RunAsync(int port, int serverProcessId, double seconds, IReadOnlyList<IRequests> requests)
    {
        var connections = requests.Select(_ => new Connection(port)).ToList();
        var latencies = requests.Select(_ => new Latencies()).ToList();
        var (server, own) = (ProcessFigures.CpuSeconds(serverProcessId), ProcessFigures.CpuSeconds(Environment.ProcessId));
        var watch = Stopwatch.StartNew();
        var deadline = Stopwatch.GetTimestamp() + (long)(seconds * Stopwatch.Frequency);
        await Task.WhenAll(requests.Select((each, i) => LoopAsync(connections[i], each, latencies[i], deadline)));
        var elapsed = watch.Elapsed.TotalSeconds;
        server = ProcessFigures.CpuSeconds(serverProcessId) - server;
        own = ProcessFigures.CpuSeconds(Environment.ProcessId) - own;
        connections.ForEach(connection => connection.Dispose());
        foreach (var others in latencies.Skip(1))
            latencies[0].Add(others);
        return new LoadResult
        {
            Requests = latencies[0].Count,
            Seconds = elapsed,
            Median = latencies[0].Quantile(0.5),
            P99 = latencies[0].Quantile(0.99),
            ServerCpuSeconds = server,
            LoadCpuSeconds = own,
            Wrong = _wrong,
            Sample = _sample,
        };
    }

    private async Task LoopAsync(Connection connection, IRequests requests, Latencies latencies, long deadline)
    {
        var answer = default(HttpAnswer);
        for (int length; Stopwatch.GetTimestamp() is var start && start < deadline && (length = requests.Next(connection.Request)) > 0;)
        {
            answer = await connection.ExchangeAsync(length);
            latencies.Add(Stopwatch.GetElapsedTime(start));
            if (!requests.Accept(answer))
                Complain(answer);
        }

        if (_wrong == 0)
            _sample = Text(answer);
    }

    private void Complain(HttpAnswer answer)
    {
        if (Interlocked.Increment(ref _wrong) == 1)
            _sample = $"{answer.Status} {Text(answer)}";
    }

    private static string Text(HttpAnswer answer) => Encoding.UTF8.GetString(answer.Body.Span);
}
