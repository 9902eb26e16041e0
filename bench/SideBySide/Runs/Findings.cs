namespace Tollgate.SideBySide.Runs;

/// <summary>Everything that a run has measured.</summary>
internal sealed record Findings
{
    public required IReadOnlyList<WorkloadFigures> Workloads { get; init; }

    public required IReadOnlyList<StartUpFigures> StartUps { get; init; }

    public required IReadOnlyList<GrowthFigures> Growth { get; init; }

    public required IReadOnlyList<GrowthFigures> GrowthOnAzurite { get; init; }

    public WorkloadFigures? Of(string workload, string server) => Workloads.FirstOrDefault(each => each.Workload == workload && each.Server == server);

    public StartUpFigures? StartUpOf(string server) => StartUps.FirstOrDefault(each => each.Server == server);
}
