namespace Tollgate.EndToEnd.Tests.FunctionsHost;

/// <summary>Compares the normalized answers of two servers to the recorded calls. Returns one line for each difference.</summary>
public static class AnswerComparison
{
    /// <summary>The number of characters of a body that a line shows.</summary>
    private const int Shown = 80;

    /// <param name="local">The answers of LocalHost.</param>
    public static IReadOnlyList<string> Of(IReadOnlyList<HostAnswer> local, IReadOnlyList<HostAnswer> other, IReadOnlyList<KnownDifference> known)
    {
        var lines = new List<string>();
        var idle = known.ToHashSet();
        HostAnswer At(string label) => local[RecordedCalls.All.Index().First(each => each.Item.ToString() == label).Index];
        foreach (var (i, call) in RecordedCalls.All.Index())
        {
            var expected = local[i];
            foreach (var rule in known.Where(rule => rule.IsAbout(call)))
            {
                var before = expected;
                expected = rule.Expect(before, At);
                if (Between(before, expected).Any())
                    idle.Remove(rule);
            }

            lines.AddRange(Between(expected, other[i]).Select(line => $"{call}: {line}"));
        }

        return [.. lines, .. idle.Select(rule => $"{rule.Label ?? "all calls"}: is no difference any more: {rule.Reason}")];
    }

    public static IEnumerable<string> Between(HostAnswer expected, HostAnswer actual)
    {
        if (expected.Status != actual.Status)
            yield return $"status {expected.Status}, but {actual.Status}";
        if (!expected.Headers.Contains(HostAnswer.Any) && !expected.Headers.SequenceEqual(actual.Headers))
        {
            foreach (var line in expected.Headers.Except(actual.Headers))
                yield return $"header lacks  {line}";
            foreach (var line in actual.Headers.Except(expected.Headers))
                yield return $"header brings {line}";
            if (!expected.Headers.Except(actual.Headers).Any() && !actual.Headers.Except(expected.Headers).Any())
                yield return "headers in another order or number";
        }

        if (expected.Body != HostAnswer.Any && expected.Body != actual.Body)
            yield return BodyLine(expected.Body, actual.Body);
    }

    /// <summary>Shows both bodies from shortly before the first difference.</summary>
    private static string BodyLine(string expected, string actual)
    {
        var start = Math.Max(0, expected.Zip(actual).TakeWhile(pair => pair.First == pair.Second).Count() - (Shown / 4));
        return $"body({expected.Length}) …{Cut(expected, start)}…, but body({actual.Length}) …{Cut(actual, start)}…";
    }

    private static string Cut(string text, int start) => text[Math.Min(start, text.Length)..Math.Min(start + Shown, text.Length)].ReplaceLineEndings(" ");
}
