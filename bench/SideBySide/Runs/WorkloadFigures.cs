using Tollgate.SideBySide.Load;

namespace Tollgate.SideBySide.Runs;

/// <summary>What the rounds of one workload on one server came to.</summary>
internal sealed record WorkloadFigures(string Workload, string Server, IReadOnlyList<LoadResult> Rounds, double PeakMegabytes)
{
    public Spread PerSecond { get; } = Spread.Of(Rounds.Select(round => round.PerSecond));

    public double Median { get; } = Spread.Of(Rounds.Select(round => round.Median)).Median;

    public double P99 { get; } = Spread.Of(Rounds.Select(round => round.P99)).Median;

    /// <summary>Seconds of the server's processor for a thousand requests.</summary>
    public double CpuPerThousand { get; } = Spread.Of(Rounds.Select(round => round.CpuPerThousand)).Median;

    public double CodesPerSecond { get; } = Spread.Of(Rounds.Select(round => round.CodesPerSecond)).Median;

    /// <summary>How much of its core the load generator used: near 1, it is what limits.</summary>
    public double LoadShare { get; } = Rounds.Max(round => round.LoadCpuSeconds / round.Seconds);
}
