using Tollgate.SideBySide.Runs;
using Tollgate.SideBySide.Servers;

namespace Tollgate.SideBySide.Reports;

/// <summary>A target and the result, both as a ratio of two figures of the same run.</summary>
internal sealed record Verdict(string Target, double Wanted, double Got, bool IsAtMost)
{
    public bool IsMet => IsAtMost ? Got <= Wanted : Got >= Wanted;

    public string Text => IsMet ? "met" : FormattableString.Invariant($"missed by {Math.Abs((Got / Wanted) - 1):P0}");

    /// <summary>The targets for which this run has figures.</summary>
    public static IReadOnlyList<Verdict> Of(Findings findings) =>
    [
        .. Throughput(findings, Workloads.ClientCredentials, Candidates.OidcProviderName, 4),
        .. Throughput(findings, Workloads.ClientCredentials, Candidates.FloorName, 0.75),
        .. Cpu(findings),
        .. Throughput(findings, Workloads.ByKey, Candidates.OidcProviderName, 2),
        .. Throughput(findings, Workloads.Dpop, Candidates.OidcProviderName, 2),
        .. Throughput(findings, Workloads.Refresh, Candidates.OidcProviderName, 4),
        .. Workloads.All.SelectMany(workload => P99(findings, workload)),
        .. StartUp(findings),
        .. findings.Growth.Select(each => Growth(each, "")),
        .. findings.GrowthOnAzurite.Select(each => Growth(each, " on Azurite")),
    ];

    private static IEnumerable<Verdict> Throughput(Findings findings, Workload workload, string other, double wanted)
    {
        if (findings.Of(workload.Name, Candidates.TollgateName) is { } own && findings.Of(workload.Name, other) is { } peer)
            yield return new($"{workload.Name}, throughput / {other}", wanted, own.PerSecond.Median / peer.PerSecond.Median, false);
    }

    private static IEnumerable<Verdict> Cpu(Findings findings)
    {
        var name = Workloads.ClientCredentials.Name;
        if (findings.Of(name, Candidates.TollgateName) is { } own && findings.Of(name, Candidates.FloorName) is { } floor)
            yield return new($"{name}, processor time / floor", 1.35, own.CpuPerThousand / floor.CpuPerThousand, true);
    }

    private static IEnumerable<Verdict> P99(Findings findings, Workload workload)
    {
        if (findings.Of(workload.Name, Candidates.TollgateName) is { } own && findings.Of(workload.Name, Candidates.OidcProviderName) is { } peer)
            yield return new($"{workload.Name}, p99 / oidc-provider", 1, own.P99 / peer.P99, true);
    }

    private static Verdict Growth(GrowthFigures figures, string where) =>
        new($"{figures.Few.Workload}, throughput over {figures.Many.Server}{where} / {figures.Few.Server}", 0.9, figures.Ratio, false);

    private static IEnumerable<Verdict> StartUp(Findings findings)
    {
        foreach (var name in new[] { Candidates.TollgateReadyToRunName, Candidates.TollgateCompositeName })
            if (findings.StartUpOf(name) is { } own && findings.StartUpOf(Candidates.FloorName) is { } floor)
                yield return new($"start-up to first token, {name} / floor", 1, own.Total.Median / floor.Total.Median, true);
    }
}
