using System.Diagnostics;
using Tollgate.SideBySide.Load;
using Tollgate.SideBySide.Reports;
using Tollgate.SideBySide.Servers;

namespace Tollgate.SideBySide.Runs;

/// <summary>Runs workloads on several servers. The rounds alternate, so that a slow moment of the machine affects all servers.</summary>
internal sealed class SideBySideRun(BenchOptions options)
{
    public async Task<List<WorkloadFigures>> RunAsync(IReadOnlyList<Candidate> candidates, IReadOnlyList<Workload> workloads)
    {
        var figures = new List<WorkloadFigures>();
        foreach (var workload in workloads)
            figures.AddRange(await RunAsync(workload, [.. candidates.Where(workload.Fits)]));
        return figures;
    }

    /// <summary>Starts new servers for each workload, so that the peak memory belongs to the workload.</summary>
    private async Task<List<WorkloadFigures>> RunAsync(Workload workload, IReadOnlyList<Candidate> candidates)
    {
        await using var load = new LoadGenerator();
        var servers = new List<RunningServer>();
        try
        {
            foreach (var candidate in candidates)
                servers.Add(await RunningServer.StartAsync(workload.Of(candidate)));
            return await RunAsync(workload, servers, load);
        }
        finally
        {
            foreach (var server in servers)
                await server.DisposeAsync();
        }
    }

    public async Task<List<WorkloadFigures>> RunAsync(Workload workload, IReadOnlyList<RunningServer> servers, LoadGenerator load)
    {
        var settings = new LoadSettings(options.Seconds, options.Connections);
        var rounds = servers.ToDictionary(server => server, _ => new List<LoadResult>());
        var commands = new Dictionary<RunningServer, LoadCommand>();
        foreach (var server in servers)
        {
            commands[server] = await workload.PrepareAsync(server, settings);
            await WarmAsync(commands[server], load);
        }

        for (var i = 0; i < options.Rounds; i++)
            foreach (var server in servers)
                rounds[server].Add(await RoundAsync(workload, server, commands[server], load));
        var figures = servers.Select(server => new WorkloadFigures(
            workload.Name, server.Candidate.Name, rounds[server], ProcessFigures.PeakMegabytes(server.ProcessId))).ToList();
        figures.ForEach(ConsoleReport.Write);
        return figures;
    }

    /// <summary>Warms the server up until the compilers have finished, that is, until the throughput of two turns is nearly the same.</summary>
    private async Task WarmAsync(LoadCommand command, LoadGenerator load)
    {
        var (last, watch) = (0.0, Stopwatch.StartNew());
        while (watch.Elapsed.TotalSeconds < options.MostWarmUp)
        {
            var result = await load.RunAsync(command with { Seconds = options.WarmUp });
            if (watch.Elapsed.TotalSeconds >= options.LeastWarmUp && Math.Abs((result.PerSecond / last) - 1) < 0.04)
                return;
            last = result.PerSecond;
        }
    }

    private static async Task<LoadResult> RoundAsync(Workload workload, RunningServer server, LoadCommand command, LoadGenerator load)
    {
        var result = await load.RunAsync(command);
        if (workload.HasToken)
            await TokenCheck.VerifyAsync(server, result.Sample);
        return result;
    }
}
