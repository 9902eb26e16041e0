namespace Tollgate.SideBySide.Load;

/// <summary>One timed run of one workload on one server, as one line of JSON.</summary>
internal sealed record LoadResult
{
    public long Requests { get; init; }

    public double Seconds { get; init; }

    public double Median { get; init; }

    /// <summary>The 99th percentile of the latencies. It is in milliseconds, like <see cref="Median"/>.</summary>
    public double P99 { get; init; }

    public double ServerCpuSeconds { get; init; }

    /// <summary>The processor time of the generator. If it is near <see cref="Seconds"/>, the generator itself limits the result.</summary>
    public double LoadCpuSeconds { get; init; }

    /// <summary>The number of authorization codes that the generator got a second.</summary>
    public double CodesPerSecond { get; init; }

    public long Wrong { get; init; }

    /// <summary>The status and body of the first wrong answer. If no answer was wrong, it is the body of the last answer.</summary>
    public string Sample { get; init; } = "";

    public double PerSecond => Requests / Seconds;

    public double CpuPerThousand => ServerCpuSeconds / Requests * 1000;
}
