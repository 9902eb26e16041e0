namespace Tollgate.Domain.Keys;

/// <summary>Joins several key sets into one. The result is rebuilt only when one of them changes.</summary>
public sealed class JoinedKeySets
{
    private Joined? _joined;

    public KeySet Join(params ReadOnlySpan<KeySet> sets)
    {
        if (_joined is { } known && sets.SequenceEqual(known.Sets))
            return known.All;
        var all = sets[0];
        foreach (var other in sets[1..])
            all = all.With(other);
        _joined = new Joined(sets.ToArray(), all);
        return all;
    }

    private sealed record Joined(KeySet[] Sets, KeySet All);
}
