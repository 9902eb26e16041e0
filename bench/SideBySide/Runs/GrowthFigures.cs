namespace Tollgate.SideBySide.Runs;

/// <summary>The figures of one workload with few rows and with many rows.</summary>
internal sealed record GrowthFigures(WorkloadFigures Few, WorkloadFigures Many)
{
    public double Ratio => Many.PerSecond.Median / Few.PerSecond.Median;

    public double CodesRatio => Many.CodesPerSecond / Few.CodesPerSecond;
}
