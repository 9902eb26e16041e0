namespace Tollgate.EndToEnd.Tests.FunctionsHost;

/// <summary>
/// LocalHost and another server that runs the same functions give the same answers to the recorded calls, apart from the known differences.
/// </summary>
public abstract class RecordedRequestsContract(RecordedPair pair)
{
    protected abstract IReadOnlyList<KnownDifference> Known { get; }

    [Fact]
    public async Task Every_recorded_request_gets_the_recorded_status()
    {
        Require();
        var answers = await pair.OtherAsync();
        Assert.Equal(RecordedCalls.Count, answers.Count);
        AssertNone(RecordedCalls.All.Zip(answers).Where(each => StatusOf(each.First) != each.Second.Status)
            .Select(each => $"{each.First}: {StatusOf(each.First)}, but {each.Second.Status} {each.Second.Body}"));
    }

    [Fact]
    public async Task Every_answer_equals_the_answer_of_LocalHost_apart_from_the_known_differences()
    {
        Require();
        var (local, other) = (await pair.LocalAsync(), await pair.OtherAsync());
        Assert.Equal(RecordedCalls.Count, local.Count);
        AssertNone(AnswerComparison.Of(local, other, Known));
    }

    /// <summary>The status of the real host. Some calls have another status at LocalHost in the role of the other server.</summary>
    protected virtual int StatusOf(RecordedCall call) => call.Status;

    /// <summary>Skips the running test if the other server is not available.</summary>
    protected virtual void Require()
    {
    }

    private static void AssertNone(IEnumerable<string> lines)
    {
        var all = string.Join('\n', lines);
        Assert.True(all.Length == 0, all);
    }
}
