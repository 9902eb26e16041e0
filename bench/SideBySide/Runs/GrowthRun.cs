using Tollgate.SideBySide.Load;
using Tollgate.SideBySide.Servers;
using Tollgate.TestKit;

namespace Tollgate.SideBySide.Runs;

/// <summary>Compares the same server with few rows and with many rows in its tables. The rounds alternate.</summary>
internal sealed class GrowthRun(SideBySideRun run)
{
    private static readonly Filling FewRows = new(TokenFile("few"), 1000, 100, 10, "");
    private static readonly Filling ManyRows = new(TokenFile("many"), 1_000_000, 100_000, 10_000, "");

    public async Task<List<GrowthFigures>> EmbeddedAsync()
    {
        await using var load = new LoadGenerator();
        await using var few = await StartAsync(FewRows);
        await using var many = await StartAsync(ManyRows);
        return
        [
            Pair(await run.RunAsync(Workloads.ClientCredentials, [few, many], load)),
            Pair(await run.RunAsync(Workloads.Introspection, [few, many], load)),
            Pair(await run.RunAsync(Workloads.Code, [few, many], load)),
            Pair(await run.RunAsync(Split(Workloads.RefreshOf(FewRows.TokenFile), Workloads.RefreshOf(ManyRows.TokenFile), few), [few, many], load)),
            Pair(await run.RunAsync(Split(Workloads.OfClients(FewRows.Clients), Workloads.OfClients(ManyRows.Clients), few), [few, many], load)),
            Pair(await run.RunAsync(
                Split(Workloads.OfWorkspaces(FewRows.Workspaces), Workloads.OfWorkspaces(ManyRows.Workspaces), few), [few, many], load)),
        ];
    }

    /// <summary>Each server has its own Azurite, which runs on the core of the load.</summary>
    public async Task<List<GrowthFigures>> AzuriteAsync(int manyGrants)
    {
        if (await NodePackages.WhyMissingAsync() is { } reason)
            throw new InvalidOperationException(reason);
        await using var ofFew = await AzuriteServer.StartAsync();
        await using var ofMany = await AzuriteServer.StartAsync();
        var fewRows = FewRows with { ConnectionString = ofFew.ConnectionString };
        var manyRows =
            ManyRows with { Grants = manyGrants, Clients = FewRows.Clients, Workspaces = FewRows.Workspaces, ConnectionString = ofMany.ConnectionString };
        await using var load = new LoadGenerator();
        await using var few = await StartAsync(fewRows);
        await using var many = await StartAsync(manyRows);
        return
        [
            Pair(await run.RunAsync(Workloads.ClientCredentials, [few, many], load)),
            Pair(await run.RunAsync(Split(Workloads.RefreshOf(fewRows.TokenFile), Workloads.RefreshOf(manyRows.TokenFile), few), [few, many], load)),
        ];
    }

    private static string TokenFile(string name) => Path.Combine(Places.Scratch, name + ".txt");

    private static Task<RunningServer> StartAsync(Filling filling)
    {
        Directory.CreateDirectory(Places.Scratch);
        return RunningServer.StartAsync(Candidates.Grown(filling));
    }

    /// <summary>A workload with different requests for the two servers.</summary>
    private static Workload Split(Workload ofFew, Workload ofMany, RunningServer few) => ofFew with
    {
        PrepareAsync = (server, settings) => (server == few ? ofFew : ofMany).PrepareAsync(server, settings),
    };

    private static GrowthFigures Pair(List<WorkloadFigures> figures) => new(figures[0], figures[1]);
}
