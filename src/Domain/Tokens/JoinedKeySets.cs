namespace Tollgate.Domain.Tokens;

/// <summary>Several sets of keys as one, which is made again only when one of them is another.</summary>
public sealed class JoinedKeySets
{
    private Joined? _joined;

    public KeySet Join(IReadOnlyList<KeySet> sets)
    {
        if (_joined is { } known && known.Sets.SequenceEqual(sets))
            return known.All;
        var all = sets.Aggregate((one, other) => one.With(other));
        _joined = new Joined(sets, all);
        return all;
    }

    private sealed record Joined(IReadOnlyList<KeySet> Sets, KeySet All);
}
