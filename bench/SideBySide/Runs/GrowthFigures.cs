namespace Tollgate.SideBySide.Runs;

/// <summary>One workload over few and over many rows.</summary>
internal sealed record GrowthFigures(WorkloadFigures Few, WorkloadFigures Many)
{
    public double Ratio => Many.PerSecond.Median / Few.PerSecond.Median;

    public double CodesRatio => Many.CodesPerSecond / Few.CodesPerSecond;
}
