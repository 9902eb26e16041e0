using Tollgate.SideBySide.Load;

namespace Tollgate.Load;

/// <summary>Counts requests, their times, and wrong answers.</summary>
internal sealed class Tally
{
    private const int Shown = 5;

    private readonly Lock _gate = new();
    private readonly HashSet<UInt128> _tokenIds = [];
    private readonly List<string> _complaints = [];

    public Latencies Latencies { get; } = new();

    /// <summary>The time of the slowest answer in milliseconds.</summary>
    public double Longest { get; private set; }

    public long Requests => Latencies.Count;

    public long Wrong { get; private set; }

    public long Tokens => _tokenIds.Count;

    /// <summary>The number of grants that the run added. Their rows stay in the tables.</summary>
    public long Grants { get; private set; }

    public SortedDictionary<string, long> Kinds { get; } = new(StringComparer.Ordinal);

    public IReadOnlyList<string> Complaints => _complaints;

    public void Add(string kind, TimeSpan latency)
    {
        lock (_gate)
        {
            Latencies.Add(latency);
            Longest = Math.Max(Longest, latency.TotalMilliseconds);
            Kinds[kind] = Kinds.GetValueOrDefault(kind) + 1;
        }
    }

    public void AddGrant()
    {
        lock (_gate)
            Grants++;
    }

    /// <summary>Returns false if the run has already seen this id.</summary>
    public bool TryAddTokenId(UInt128 tokenId)
    {
        lock (_gate)
            return _tokenIds.Add(tokenId);
    }

    public void Complain(string what)
    {
        lock (_gate)
        {
            Wrong++;
            if (_complaints.Count < Shown)
                _complaints.Add(what);
        }
    }
}
