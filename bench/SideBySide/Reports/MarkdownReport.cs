using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using Tollgate.SideBySide.Runs;
using Tollgate.SideBySide.Servers;

namespace Tollgate.SideBySide.Reports;

/// <summary>The run as the page docs/performance.md.</summary>
internal static class MarkdownReport
{
    public static async Task<string> WriteAsync(Findings findings, BenchOptions options)
    {
        var text = new StringBuilder();
        await WriteHeadAsync(text, options);
        WriteVerdicts(text, Verdict.Of(findings));
        WriteWorkloads(text, findings);
        WriteStartUps(text, findings.StartUps);
        WriteGrowth(text, "Growth", "in its embedded tables, a tenth of that of clients and a hundredth of workspaces with a client each", findings.Growth);
        WriteGrowth(text, "Growth on Azurite", "on Azurite, which works on the load's core and limits the second line", findings.GrowthOnAzurite);
        return text.ToString();
    }

    private static async Task WriteHeadAsync(StringBuilder text, BenchOptions options)
    {
        var node = (await Commands.RunAsync(Places.Root, "node", "--version")).Trim();
        Line(text, $"""
            # Performance

            This page is written by the benchmark; do not edit it. Times are those of one machine on one day: only the ratios between servers of
            the same run say much.

            - command: `{options.CommandLine}`
            - date: {DateTime.UtcNow:yyyy-MM-dd}
            - machine: {Processor()}, {Memory()}, {RuntimeInformation.OSDescription}
            - .NET {Environment.Version}; Node.js {node}, oidc-provider {await PeerVersionAsync()}, its JWT access tokens signed with ES256, an in-memory adapter without bounds, production mode
            - one core for the server at work, another for the load: {options.Connections} connections, each waiting for its answer; warmed until the throughput stays; {options.Rounds} rounds of {options.Seconds} s, servers in turn

            **Tollgate** is LocalHost with embedded tables and a local ES256 key. The **floor** is the smallest Kestrel program that compares the
            client's credentials and signs one ES256 token for each POST (`bench/Floor`). Ratios are medians divided by medians.
            """);
    }

    private static void WriteVerdicts(StringBuilder text, IReadOnlyList<Verdict> verdicts)
    {
        Line(text, $"\n## Targets\n\n| ratio | target | got | |\n|---|---|---|---|");
        foreach (var verdict in verdicts)
            Line(text, $"| {verdict.Target} | {(verdict.IsAtMost ? "≤" : "≥")} {verdict.Wanted:0.##} | {verdict.Got:F2} | {(verdict.IsMet ? "met" : $"**{verdict.Text}**")} |");
    }

    private static void WriteWorkloads(StringBuilder text, Findings findings)
    {
        foreach (var workload in Workloads.All.Where(workload => findings.Of(workload.Name, Candidates.TollgateName) is not null))
        {
            Line(text, $"\n## {workload.Name}\n\n{Sentence(workload.Description)}\n");
            Line(text, $"| server | requests/s, median (least to most) | / oidc-provider | / floor | p50 ms | p99 ms | CPU s per 1,000 | peak MB |\n|---|---|---|---|---|---|---|---|");
            foreach (var figures in findings.Workloads.Where(each => each.Workload == workload.Name))
                WriteRow(text, findings, figures);
            WriteNotes(text, [.. findings.Workloads.Where(each => each.Workload == workload.Name)]);
        }
    }

    private static void WriteRow(StringBuilder text, Findings findings, WorkloadFigures figures) => Line(
        text,
        $"| {figures.Server} | {figures.PerSecond.Median:N0} ({figures.PerSecond.Least:N0} to {figures.PerSecond.Most:N0}) | {Ratio(findings, figures, Candidates.OidcProviderName)} | {Ratio(findings, figures, Candidates.FloorName)} | {figures.Median:F2} | {figures.P99:F2} | {figures.CpuPerThousand:F4} | {figures.PeakMegabytes:F0} |");

    private static void WriteNotes(StringBuilder text, IReadOnlyList<WorkloadFigures> all)
    {
        if (all.Any(figures => figures.CodesPerSecond > 0))
            Line(text, $"\nCodes issued a second before that: {string.Join(", ", all.Select(each => Of($"{each.Server} {each.CodesPerSecond:N0}")))}.");
        foreach (var figures in all.Where(each => each.LoadShare > 0.9))
            Line(text, $"\nWith {figures.Server} the load generator used {figures.LoadShare:P0} of its core: it may be what limits.");
    }

    private static void WriteStartUps(StringBuilder text, IReadOnlyList<StartUpFigures> all)
    {
        if (all.Count == 0)
            return;
        Line(text, $"\n## Start-up\n\nFrom the spawning of the process, on one core, to its first token, and to the thousandth that is asked for one by one.\n");
        Line(text, $"| server | ms, median (least to most) | of it the first request | 1,000 tokens, ms | CPU s until then |\n|---|---|---|---|---|");
        foreach (var each in all)
            Line(text, $"| {each.Server} | {each.Total.Median:F0} ({each.Total.Least:F0} to {each.Total.Most:F0}) | {each.FirstRequest.Median:F0} | {each.Thousand.Median:F0} | {each.Cpu.Median:F2} |");
        Line(text, $"\nWhat lies between Tollgate and the floor, why it stays, and how the runtime's settings were chosen: [decision 15](adr/0015-start-up.md).");
    }

    private static void WriteGrowth(StringBuilder text, string title, string where, IReadOnlyList<GrowthFigures> all)
    {
        if (all.Count == 0)
            return;
        Line(text, $"\n## {title}\n\nTollgate with {all[0].Few.Server} and with {all[0].Many.Server} of grants {where}; both in turn.\n");
        Line(text, $"| workload | {all[0].Few.Server}, requests/s | {all[0].Many.Server}, requests/s | ratio | p99 ms, few and many | peak MB, few and many |\n|---|---|---|---|---|---|");
        foreach (var each in all)
        {
            Line(text, $"| {each.Few.Workload} | {each.Few.PerSecond.Median:N0} | {each.Many.PerSecond.Median:N0} | {each.Ratio:F2} | {each.Few.P99:F2}, {each.Many.P99:F2} | {each.Few.PeakMegabytes:F0}, {each.Many.PeakMegabytes:F0} |");
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
