using Tollgate.SideBySide.Load;
using Tollgate.SideBySide.Servers;

namespace Tollgate.SideBySide.Runs;

/// <summary>One kind of request, and how to make it for each server.</summary>
internal sealed record Workload(string Name, string Description, Func<RunningServer, LoadSettings, Task<LoadCommand>> PrepareAsync)
{
    /// <summary>Whether the floor has it.</summary>
    public bool IsOfFloor { get; init; }

    /// <summary>Whether its answers hold a JWT to be verified.</summary>
    public bool HasToken { get; init; }

    public bool Fits(Candidate candidate) => IsOfFloor || candidate.Full is not null;
}
