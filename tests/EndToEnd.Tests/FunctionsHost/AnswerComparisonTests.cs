namespace Tollgate.EndToEnd.Tests.FunctionsHost;

/// <summary>The comparison must notice every change in an answer of LocalHost.</summary>
public sealed class AnswerComparisonTests(TwoLocalHosts pair) : IClassFixture<TwoLocalHosts>
{
    [Fact]
    public async Task A_changed_status_header_or_body_of_any_answer_is_seen()
    {
        var seen = 0;
        foreach (var answer in await pair.LocalAsync())
            foreach (var changed in Changes(answer))
            {
                Assert.NotEmpty(AnswerComparison.Between(answer, changed));
                seen++;
            }

        Assert.True(seen > RecordedCalls.Count * 10, $"Only {seen} changes.");
    }

    [Fact]
    public async Task A_change_of_one_answer_is_one_line_that_names_the_call()
    {
        var answers = await pair.LocalAsync();
        var changed = answers.ToArray();
        changed[1] = changed[1].WithHeader("Cache-Control", "no-store");
        Assert.Equal(
            [
                "HEAD [HEAD /.well-known/openid-configuration]: header lacks  cache-control: public, max-age=3600",
                "HEAD [HEAD /.well-known/openid-configuration]: header brings cache-control: no-store",
            ],
            AnswerComparison.Of(answers, changed, []));
    }

    [Fact]
    public async Task A_server_without_the_known_differences_does_not_pass_for_the_Functions_host()
    {
        var answers = await pair.LocalAsync();
        var lines = AnswerComparison.Of(answers, answers, KnownDifferences.OfFunctionsHost);
        Assert.All(
            RecordedCalls.All.Where(call => call.OnLocalHost is not null),
            call => Assert.Contains(lines, line => line.StartsWith($"{call}: status {call.Status}, but {call.OnLocalHost}", StringComparison.Ordinal)));
        Assert.Contains("method GET [GET /token]: header lacks  allow: POST,OPTIONS", lines);
        Assert.DoesNotContain(lines, line => line.Contains("no difference any more", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_comparison_reports_a_known_difference_that_does_not_occur()
    {
        var answers = await pair.LocalAsync();
        var known = new KnownDifference("It was so once.", "GET [GET /nope]", (local, _) => local with { Status = 404 });
        Assert.Equal(["GET [GET /nope]: is no difference any more: It was so once."], AnswerComparison.Of(answers, answers, [known]));
    }

    private static IEnumerable<HostAnswer> Changes(HostAnswer answer)
    {
        yield return answer with { Status = answer.Status + 1 };
        yield return answer with { Body = answer.Body + " " };
        yield return answer with { Headers = [.. answer.Headers, "x-new: 1"] };
        foreach (var (i, line) in answer.Headers.Index())
        {
            yield return answer with { Headers = [.. answer.Headers.Where(each => each != line)] };
            yield return answer with { Headers = [.. answer.Headers.Select((each, at) => at == i ? line + "x" : each)] };
            yield return answer with { Headers = [.. answer.Headers, line] };
        }
    }
}
