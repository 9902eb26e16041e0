namespace Tollgate.EndToEnd.Tests.FunctionsHost;

/// <summary>Something that another server is known to answer differently, as a rule that makes its answer out of LocalHost's.</summary>
/// <param name="Label">Of the call, as the recording has it; null for all.</param>
/// <param name="Expect">Leaves an answer as it is where the rule has nothing to say. The second argument finds LocalHost's answer to another call.</param>
public sealed record KnownDifference(string Reason, string? Label, Func<HostAnswer, Func<string, HostAnswer>, HostAnswer> Expect)
{
    public bool IsAbout(RecordedCall call) => Label is null || Label == call.ToString();
}
