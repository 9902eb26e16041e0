using Tollgate.SideBySide.Runs;
using Tollgate.SideBySide.Servers;
using Tollgate.TestKit;

namespace Tollgate.SideBySide;

/// <summary>Runs all measurements of the program in order.</summary>
internal static class Bench
{
    public static async Task<Findings> RunAsync(BenchOptions options)
    {
        Directory.CreateDirectory(Places.Scratch);
        BenchKey.Make();
        await InstallPeerAsync();
        var starters = options.Names.Contains(BenchOptions.StartUp) ? await StartersAsync() : [];
        // All builds have ended. From here on, only the servers use their core.
        Cores.StayOnLoadCore();
        var run = new SideBySideRun(options);
        var workloads = Workloads.All.Where(workload => options.Names.Contains(workload.Name)).ToList();
        return new Findings
        {
            Workloads = [.. await run.RunAsync(Candidates.All, workloads), .. options.KeysOnAzurite ? await KeysOnAzuriteAsync(run) : []],
            StartUps = starters.Count > 0 ? await StartUpRun.RunAsync(starters, options.Starts) : [],
            Growth = options.Growth ? await new GrowthRun(run).EmbeddedAsync() : [],
            GrowthOnAzurite = options.GrowthOnAzurite > 0 ? await new GrowthRun(run).AzuriteAsync(options.GrowthOnAzurite) : [],
        };
    }

    /// <summary>The peer has no tables on Azurite, so only Tollgate runs there. Azurite runs on the core of the load.</summary>
    private static async Task<List<WorkloadFigures>> KeysOnAzuriteAsync(SideBySideRun run)
    {
        await using var azurite = await AzuriteServer.StartAsync();
        var figures = new List<WorkloadFigures>();
        // Each workload has a new server, and so tables of its own.
        foreach (var workload in new[] { Workloads.ClientCredentials, Workloads.ByKey, Workloads.Dpop })
            figures.AddRange(await run.RunAsync([Candidates.Keyed($"{Candidates.TollgateName} on Azurite", azurite.NewAccount())], [workload]));
        return figures;
    }

    /// <summary>
    /// Returns the servers for the start-up measurement. Tollgate takes part as an ordinary build, as a ReadyToRun build under several
    /// runtime settings, and as a self-contained build with a compiled runtime. A deployed app is published with ReadyToRun too.
    /// </summary>
    private static async Task<List<Candidate>> StartersAsync()
    {
        var compiled = Candidates.TollgateAt(await Places.PublishReadyToRunAsync("src", "LocalHost"), Candidates.TollgateReadyToRunName);
        return
        [
            .. Candidates.All,
            compiled,
            .. Candidates.RuntimeSettings.Select(compiled.With),
            Candidates.TollgateAt(await Places.PublishReadyToRunAsync("src", "LocalHost", isSelfContained: true), Candidates.TollgateCompositeName),
            Candidates.FloorAt(await Places.PublishReadyToRunAsync("bench", "Floor"), Candidates.FloorReadyToRunName),
        ];
    }

    private static async Task InstallPeerAsync()
    {
        if (!Directory.Exists(Path.Combine(Places.OidcProvider, "node_modules", "oidc-provider")))
            await Commands.RunAsync(Places.OidcProvider, "npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error");
    }
}
