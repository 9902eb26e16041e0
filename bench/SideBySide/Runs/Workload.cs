using Tollgate.SideBySide.Load;
using Tollgate.SideBySide.Servers;

namespace Tollgate.SideBySide.Runs;

/// <summary>One kind of request, and the way to make it for each server.</summary>
internal sealed record Workload(string Name, string Description, Func<RunningServer, LoadSettings, Task<LoadCommand>> PrepareAsync)
{
    /// <summary>Whether the floor server also runs this workload.</summary>
    public bool IsOfFloor { get; init; }

    /// <summary>Whether the answers contain a JWT for verification.</summary>
    public bool HasToken { get; init; }

    public bool Fits(Candidate candidate) => IsOfFloor || candidate.Full is not null;
}
