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

    /// <summary>Whether a client with a key of its own sends the requests. Tollgate then starts with such a client in its tables.</summary>
    public bool HasKey { get; init; }

    public Candidate Of(Candidate candidate) => HasKey && candidate == Candidates.Tollgate ? Candidates.Keyed(candidate.Name) : candidate;

    public bool Fits(Candidate candidate) => IsOfFloor || candidate.Full is not null;
}
