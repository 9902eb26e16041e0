using Tollgate.SideBySide.Load;
using Tollgate.SideBySide.Servers;

namespace Tollgate.SideBySide.Runs;

/// <summary>The same server over a thousand and over a million rows in its tables, round by round in turn.</summary>
internal sealed class GrowthRun(SideBySideRun run)
{
    private const int FewRows = 1000;
    private const int ManyRows = 1_000_000;
    private const int FewClients = 100;
    private const int ManyClients = 100_000;

    public async Task<List<GrowthFigures>> RunAsync()
    {
        Directory.CreateDirectory(Places.Scratch);
        var (fewTokens, manyTokens) = (Path.Combine(Places.Scratch, "few.txt"), Path.Combine(Places.Scratch, "many.txt"));
        await using var load = new LoadGenerator();
        await using var few = await RunningServer.StartAsync(Candidates.Grown(FewRows, FewClients, fewTokens));
        await using var many = await RunningServer.StartAsync(Candidates.Grown(ManyRows, ManyClients, manyTokens));
        var figures = new List<GrowthFigures>();
        foreach (var workload in new[] { Workloads.ClientCredentials, Workloads.Introspection, Workloads.Code })
            figures.Add(Pair(await run.RunAsync(workload, [few, many], load)));
        figures.Add(Pair(await run.RunAsync(Split(Workloads.RefreshOf(fewTokens), Workloads.RefreshOf(manyTokens), few), [few, many], load)));
        figures.Add(Pair(await run.RunAsync(Split(Workloads.OfClients(FewClients), Workloads.OfClients(ManyClients), few), [few, many], load)));
        return figures;
    }

    /// <summary>A workload that needs other requests for each of the two.</summary>
    private static Workload Split(Workload ofFew, Workload ofMany, RunningServer few) => ofFew with
    {
        PrepareAsync = (server, settings) => (server == few ? ofFew : ofMany).PrepareAsync(server, settings),
    };

    private static GrowthFigures Pair(List<WorkloadFigures> figures) => new(figures[0], figures[1]);
}
