namespace Tollgate.EndToEnd.Tests.FunctionsHost;

/// <summary>A known difference of another server. The rule makes the expected answer from the answer of LocalHost.</summary>
/// <param name="Label">The label of the call in the recording. Null means all calls.</param>
/// <param name="Expect">Returns an answer unchanged if the rule does not apply. The second argument finds LocalHost's answer to another call.</param>
public sealed record KnownDifference(string Reason, string? Label, Func<HostAnswer, Func<string, HostAnswer>, HostAnswer> Expect)
{
    public bool IsAbout(RecordedCall call) => Label is null || Label == call.ToString();
}
