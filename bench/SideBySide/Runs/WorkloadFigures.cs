using Tollgate.SideBySide.Load;

namespace Tollgate.SideBySide.Runs;

/// <summary>The results of the rounds of one workload on one server.</summary>
internal sealed record WorkloadFigures(string Workload, string Server, IReadOnlyList<LoadResult> Rounds, double PeakMegabytes)
{
    public Spread PerSecond { get; } = Spread.Of(Rounds.Select(round => round.PerSecond));

    public double Median { get; } = Spread.Of(Rounds.Select(round => round.Median)).Median;

    public double P99 { get; } = Spread.Of(Rounds.Select(round => round.P99)).Median;

    /// <summary>The processor time of the server for a thousand requests, in seconds.</summary>
    public double CpuPerThousand { get; } = Spread.Of(Rounds.Select(round => round.CpuPerThousand)).Median;

    public double CodesPerSecond { get; } = Spread.Of(Rounds.Select(round => round.CodesPerSecond)).Median;

    /// <summary>The share of its core that the load generator used. If it is near 1, the generator limits the result.</summary>
    public double LoadShare { get; } = Rounds.Max(round => round.LoadCpuSeconds / round.Seconds);
}
