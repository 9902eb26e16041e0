using System.Globalization;

namespace Tollgate.Functions.Tests.Timing;

/// <summary>
/// The durations of two kinds of requests, measured alternately. A rank test (Mann and Whitney) compares them. Its result is the
/// probability that a request of the first kind took longer than one of the second. One half means that nobody can tell the two kinds
/// apart.
/// </summary>
internal sealed class Samples(string first, string second)
{
    private readonly List<double> _first = [];
    private readonly List<double> _second = [];

    public double Probability => ProbabilityOf(_first, _second);

    /// <summary>The probability if the second kind took longer by this share.</summary>
    public double ProbabilityIfSlower(double share) => ProbabilityOf(_first, [.. _second.Select(time => time * (1 + share))]);

    public void Add(TimeSpan ofFirst, TimeSpan ofSecond)
    {
        _first.Add(ofFirst.TotalMilliseconds);
        _second.Add(ofSecond.TotalMilliseconds);
    }

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{_first.Count:n0} pairs, median {Median(_first):f3} ms of {first}, {Median(_second):f3} ms of {second}; "
        + $"an attacker's odds of telling them apart {Probability:f3} (0.5 is a coin's), with 10 % between them {ProbabilityIfSlower(0.1):f3}");

    /// <summary>A pair with equal times counts as one half.</summary>
    public static double ProbabilityOf(IReadOnlyList<double> first, IReadOnlyList<double> second)
    {
        var sorted = second.Order().ToArray();
        var wins = 0.0;
        foreach (var time in first)
        {
            var below = Below(sorted, time);
            wins += below + ((Below(sorted, Math.BitIncrement(time)) - below) / 2.0);
        }

        return wins / first.Count / second.Count;
    }

    /// <summary>The number of values that are less than the given one.</summary>
    private static int Below(double[] sorted, double value)
    {
        var (from, to) = (0, sorted.Length);
        while (from < to)
            (from, to) = sorted[(from + to) / 2] < value ? (((from + to) / 2) + 1, to) : (from, (from + to) / 2);
        return from;
    }

    private static double Median(List<double> times) => times.Order().ElementAt(times.Count / 2);
}
