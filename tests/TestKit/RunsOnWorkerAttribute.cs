using Xunit.v3;

namespace Tollgate.TestKit;

/// <summary>Marks tests that <c>.ci/run</c> runs a second time on the worker (<see cref="ServerProcess.IsWorker"/>): <c>--filter On=worker</c>.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class RunsOnWorkerAttribute : Attribute, ITraitAttribute
{
    public IReadOnlyCollection<KeyValuePair<string, string>> GetTraits() => [new("On", "worker")];
}
