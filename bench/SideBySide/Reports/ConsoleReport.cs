using Tollgate.SideBySide.Runs;
using static System.FormattableString;

namespace Tollgate.SideBySide.Reports;

/// <summary>What the run says as it goes.</summary>
internal static class ConsoleReport
{
    public static void Write(WorkloadFigures figures)
    {
        Console.WriteLine(Invariant(
            $"{figures.Workload,-20} {figures.Server,-14} {figures.PerSecond.Median,8:N0}/s ({figures.PerSecond.Least:N0} to {figures.PerSecond.Most:N0})  p50 {figures.Median:F2} ms  p99 {figures.P99:F2} ms  cpu {figures.CpuPerThousand:F4} s/1,000  peak {figures.PeakMegabytes:F0} MB  load {figures.LoadShare:P0}"));
        if (figures.CodesPerSecond > 0)
            Console.WriteLine(Invariant($"{"",-20} {figures.Server,-14} {figures.CodesPerSecond,8:N0} codes/s before that"));
    }

    public static void Write(StartUpFigures figures) => Console.WriteLine(Invariant(
        $"{BenchOptions.StartUp,-20} {figures.Server,-50} {figures.Total.Median:F0} ms ({figures.Total.Least:F0} to {figures.Total.Most:F0}), the first request {figures.FirstRequest.Median:F0} ms, 1,000 tokens after {figures.Thousand.Median:F0} ms and {figures.Cpu.Median:F2} s of CPU"));

    public static void WriteVerdicts(IReadOnlyList<Verdict> verdicts)
    {
        Console.WriteLine();
        foreach (var verdict in verdicts)
            Console.WriteLine(Invariant($"{verdict.Target,-75} {(verdict.IsAtMost ? "<=" : ">=")} {verdict.Wanted:F2}  got {verdict.Got:F2}  {verdict.Text}"));
    }
}
