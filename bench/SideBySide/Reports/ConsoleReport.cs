using Tollgate.SideBySide.Runs;
using static System.FormattableString;

namespace Tollgate.SideBySide.Reports;

/// <summary>Prints the progress and the results of the run.</summary>
internal static class ConsoleReport
{
    public static void Write(WorkloadFigures figures)
    {
        var perSecond = Invariant($"{figures.PerSecond.Median,8:N0}/s ({figures.PerSecond.Least:N0} to {figures.PerSecond.Most:N0})");
        var latency = Invariant($"p50 {figures.Median:F2} ms  p99 {figures.P99:F2} ms");
        var load = Invariant($"cpu {figures.CpuPerThousand:F4} s/1,000  peak {figures.PeakMegabytes:F0} MB  load {figures.LoadShare:P0}");
        Console.WriteLine($"{figures.Workload,-20} {figures.Server,-14} {perSecond}  {latency}  {load}");
        if (figures.CodesPerSecond > 0)
            Console.WriteLine(Invariant($"{"",-20} {figures.Server,-14} {figures.CodesPerSecond,8:N0} codes/s before that"));
    }

    public static void Write(StartUpFigures figures)
    {
        var total = Invariant($"{figures.Total.Median:F0} ms ({figures.Total.Least:F0} to {figures.Total.Most:F0})");
        var thousand = Invariant($"1,000 tokens after {figures.Thousand.Median:F0} ms and {figures.Cpu.Median:F2} s of CPU");
        Console.WriteLine(Invariant(
            $"{BenchOptions.StartUp,-20} {figures.Server,-50} {total}, the first request {figures.FirstRequest.Median:F0} ms, {thousand}"));
    }

    public static void WriteVerdicts(IReadOnlyList<Verdict> verdicts)
    {
        Console.WriteLine();
        foreach (var verdict in verdicts)
            Console.WriteLine(Invariant($"{verdict.Target,-75} {(verdict.IsAtMost ? "<=" : ">=")} {verdict.Wanted:F2}  got {verdict.Got:F2}  {verdict.Text}"));
    }
}
