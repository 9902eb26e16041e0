using Tollgate.SideBySide.Runs;
using Tollgate.SideBySide.Servers;

namespace Tollgate.SideBySide;

/// <summary>All that a run of the program measures, in order.</summary>
internal static class Bench
{
    public static async Task<Findings> RunAsync(BenchOptions options)
    {
        Directory.CreateDirectory(Places.Scratch);
        await InstallPeerAsync();
        var run = new SideBySideRun(options);
        var workloads = Workloads.All.Where(workload => options.Names.Contains(workload.Name)).ToList();
        return new Findings
        {
            Workloads = await run.RunAsync(Candidates.All, workloads),
            StartUps = options.Names.Contains(BenchOptions.StartUp) ? await StartUpRun.RunAsync(await StartersAsync(), options.Starts) : [],
            Growth = options.Growth ? await new GrowthRun(run).RunAsync() : [],
        };
    }

    /// <summary>As built, and as published with ReadyToRun: what is deployed starts as the second.</summary>
    private static async Task<List<Candidate>> StartersAsync() =>
    [
        .. Candidates.All,
        Candidates.TollgateAt(await Places.PublishReadyToRunAsync("src", "LocalHost"), Candidates.TollgateReadyToRunName),
        Candidates.FloorAt(await Places.PublishReadyToRunAsync("bench", "Floor"), Candidates.FloorReadyToRunName),
    ];

    private static async Task InstallPeerAsync()
    {
        if (!Directory.Exists(Path.Combine(Places.OidcProvider, "node_modules", "oidc-provider")))
            await Commands.RunAsync(Places.OidcProvider, "npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error");
    }
}
