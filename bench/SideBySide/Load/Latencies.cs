namespace Tollgate.SideBySide.Load;

/// <summary>The times of answers, counted in microseconds. All times of a fifth of a second or more share one count.</summary>
internal sealed class Latencies
{
    private readonly int[] _counts = new int[200_000];

    public long Count { get; private set; }

    public void Add(TimeSpan latency)
    {
        _counts[Math.Min((long)latency.TotalMicroseconds, _counts.Length - 1)]++;
        Count++;
    }

    public void Add(Latencies others)
    {
        for (var i = 0; i < _counts.Length; i++)
            _counts[i] += others._counts[i];
        Count += others.Count;
    }

    /// <summary>The milliseconds within which this share of the answers came.</summary>
    public double Quantile(double share)
    {
        var left = (long)Math.Ceiling(Count * share);
        for (var i = 0; i < _counts.Length; i++)
            if ((left -= _counts[i]) <= 0)
                return i / 1000.0;
        return _counts.Length / 1000.0;
    }
}
