using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using Tollgate.SideBySide.Runs;
using Tollgate.SideBySide.Servers;

namespace Tollgate.SideBySide.Reports;

/// <summary>Writes the results of the run as the page docs/performance.md.</summary>
internal static class MarkdownReport
{
    public static async Task<string> WriteAsync(Findings findings, BenchOptions options)
    {
        var text = new StringBuilder();
        await WriteHeadAsync(text, options);
        WriteVerdicts(text, Verdict.Of(findings));
        WriteWorkloads(text, findings);
        WriteStartUps(text, findings.StartUps);
        WriteGrowth(
            text,
            "Growth",
            "in its embedded tables. There are a tenth as many clients, and a hundredth as many workspaces\nwith a client each",
            findings.Growth);
        WriteGrowth(text, "Growth on Azurite", "on Azurite, which shares the load's core and so limits the second line", findings.GrowthOnAzurite);
        return text.ToString();
    }

    private static async Task WriteHeadAsync(StringBuilder text, BenchOptions options)
    {
        var node = (await Commands.RunAsync(Places.Root, "node", "--version")).Trim();
        Line(text, $"""
            # Performance

            The benchmark writes this page; do not edit it. Times depend on the machine and the day. Compare only ratios between servers of the same run.

            - command: `{options.CommandLine}`
            - date: {DateTime.UtcNow:yyyy-MM-dd}
            - machine: {Processor()}, {Memory()}, {RuntimeInformation.OSDescription}
            - .NET {Environment.Version}; Node.js {node}, oidc-provider {await PeerVersionAsync()} in production mode, with JWT access tokens (ES256) and an
              in-memory adapter without bounds
            - the server under test has one core, and the load has another: {options.Connections} connections, each waiting for its answer. After a warm-up
              until the throughput is steady, the servers take turns in {options.Rounds} rounds of {options.Seconds} s

            **Tollgate** is LocalHost with embedded tables and a local ES256 key. The **floor** is the smallest Kestrel program that compares the
            client's credentials and signs one ES256 token for each POST (`bench/Floor`). Ratios are medians divided by medians.
            """);
    }

    private static void WriteVerdicts(StringBuilder text, IReadOnlyList<Verdict> verdicts)
    {
        Line(text, $"\n## Targets\n\n| ratio | target | got | |\n|---|---|---|---|");
        foreach (var verdict in verdicts)
        {
            var bound = verdict.IsAtMost ? "≤" : "≥";
            Line(text, $"| {verdict.Target} | {bound} {verdict.Wanted:0.##} | {verdict.Got:F2} | {(verdict.IsMet ? "met" : $"**{verdict.Text}**")} |");
        }
    }

    private static void WriteWorkloads(StringBuilder text, Findings findings)
    {
        foreach (var workload in Workloads.All.Where(workload => findings.Of(workload.Name, Candidates.TollgateName) is not null))
        {
            Line(text, $"\n## {workload.Name}\n\n{Sentence(workload.Description)}\n");
            Line(text, $"| server | requests/s, median (least to most) | / oidc-provider | / floor | p50 ms | p99 ms | CPU s per 1,000 | peak MB |");
            Line(text, $"|---|---|---|---|---|---|---|---|");
            foreach (var figures in findings.Workloads.Where(each => each.Workload == workload.Name))
                WriteRow(text, findings, figures);
            WriteNotes(text, [.. findings.Workloads.Where(each => each.Workload == workload.Name)]);
        }
    }

    private static void WriteRow(StringBuilder text, Findings findings, WorkloadFigures figures)
    {
        var ratios = $"{Ratio(findings, figures, Candidates.OidcProviderName)} | {Ratio(findings, figures, Candidates.FloorName)}";
        var perSecond = Of($"{figures.PerSecond.Median:N0} ({figures.PerSecond.Least:N0} to {figures.PerSecond.Most:N0})");
        var latency = Of($"{figures.Median:F2} | {figures.P99:F2}");
        Line(text, $"| {figures.Server} | {perSecond} | {ratios} | {latency} | {figures.CpuPerThousand:F4} | {figures.PeakMegabytes:F0} |");
    }

    private static void WriteNotes(StringBuilder text, IReadOnlyList<WorkloadFigures> all)
    {
        if (all.Any(figures => figures.CodesPerSecond > 0))
            Line(text,
                $"\nCodes issued per second, before the redemptions: {string.Join(", ", all.Select(each => Of($"{each.Server} {each.CodesPerSecond:N0}")))}.");
        foreach (var figures in all.Where(each => each.LoadShare > 0.9))
            Line(text, $"\nWith {figures.Server} the load generator used {figures.LoadShare:P0} of its core, so it may limit the result.");
    }

    private static void WriteStartUps(StringBuilder text, IReadOnlyList<StartUpFigures> all)
    {
        if (all.Count == 0)
            return;
        Line(text, $"\n## Start-up\n");
        Line(text,
            $"The time from the start of the process, on one core, to the first token and to the thousandth token. The requests come one after another.\n");
        Line(text, $"| server | ms, median (least to most) | of which the first request | 1,000 tokens, ms | CPU s until then |\n|---|---|---|---|---|");
        foreach (var each in all)
        {
            var total = Of($"{each.Total.Median:F0} ({each.Total.Least:F0} to {each.Total.Most:F0})");
            Line(text, $"| {each.Server} | {total} | {each.FirstRequest.Median:F0} | {each.Thousand.Median:F0} | {each.Cpu.Median:F2} |");
        }

        Line(text, $"\n[Decision 15](adr/0015-start-up.md) explains the difference between Tollgate and the floor, and the settings of the runtime.");
    }

    private static void WriteGrowth(StringBuilder text, string title, string where, IReadOnlyList<GrowthFigures> all)
    {
        if (all.Count == 0)
            return;
        var (few, many) = (all[0].Few.Server, all[0].Many.Server);
        Line(text, $"\n## {title}\n\nTollgate with {few} and with {many} of grants {where}. The two take turns.\n");
        Line(text, $"| workload | {few}, requests/s | {many}, requests/s | ratio | p99 ms, few and many | peak MB, few and many |\n|---|---|---|---|---|---|");
        foreach (var each in all)
        {
            var throughput = Of($"{each.Few.PerSecond.Median:N0} | {each.Many.PerSecond.Median:N0} | {each.Ratio:F2}");
            var latency = Of($"{each.Few.P99:F2}, {each.Many.P99:F2}");
            Line(text, $"| {each.Few.Workload} | {throughput} | {latency} | {each.Few.PeakMegabytes:F0}, {each.Many.PeakMegabytes:F0} |");
            if (each.Few.CodesPerSecond > 0)
                Line(text, $"| issuing those codes | {each.Few.CodesPerSecond:N0} | {each.Many.CodesPerSecond:N0} | {each.CodesRatio:F2} | | |");
        }
    }

    private static string Ratio(Findings findings, WorkloadFigures figures, string other) =>
        findings.Of(figures.Workload, other) is { } peer ? Of($"{figures.PerSecond.Median / peer.PerSecond.Median:F2}") : "";

    private static string Sentence(string text) => $"{char.ToUpperInvariant(text[0])}{text[1..]}.";

    private static string Processor()
    {
        var name = File.ReadLines("/proc/cpuinfo").FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal))?.Split(':')[1].Trim();
        var count = File.ReadLines("/proc/cpuinfo").Count(line => line.StartsWith("processor", StringComparison.Ordinal));
        return $"{name ?? RuntimeInformation.ProcessArchitecture.ToString()}, {count} cores";
    }

    private static string Memory() => Of($"{GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / (1024.0 * 1024 * 1024):F0} GB");

    private static async Task<string> PeerVersionAsync() => (await Commands.RunAsync(
        Places.OidcProvider, "node", "-p", "JSON.parse(require('fs').readFileSync('node_modules/oidc-provider/package.json')).version")).Trim();

    private static string Of(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private static void Line(StringBuilder text, FormattableString line) => text.Append(Of(line)).Append('\n');
}
