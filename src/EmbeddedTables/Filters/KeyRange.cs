namespace Tollgate.EmbeddedTables.Filters;

/// <summary>
/// A range of keys that includes both ends. No row outside the range satisfies the filter. The filter checks each row inside.
/// </summary>
internal sealed record KeyRange(string? FirstPartition, string? LastPartition, string? FirstRow, string? LastRow)
{
    internal static KeyRange All { get; } = new(null, null, null, null);

    /// <summary>The only partition of the range. Null if the range may have several partitions.</summary>
    internal string? Partition => FirstPartition != null && FirstPartition == LastPartition ? FirstPartition : null;

    internal static KeyRange Of(FilterNode? filter) => filter switch
    {
        AndFilter both => Of(both.Left).Within(Of(both.Right)),
        ComparisonFilter { Property: "PartitionKey", Literal: string key } comparison =>
            All with { FirstPartition = First(comparison, key), LastPartition = Last(comparison, key) },
        ComparisonFilter { Property: "RowKey", Literal: string key } comparison =>
            All with { FirstRow = First(comparison, key), LastRow = Last(comparison, key) },
        _ => All,
    };

    internal bool HasPartition(string key) => IsBetween(key, FirstPartition, LastPartition);

    internal bool HasRow(string key) => IsBetween(key, FirstRow, LastRow);

    private static bool IsBetween(string key, string? first, string? last) =>
        (first == null || string.CompareOrdinal(key, first) >= 0) && (last == null || string.CompareOrdinal(key, last) <= 0);

    private static string? First(ComparisonFilter filter, string key) =>
        filter.Comparison is Comparison.Equal or Comparison.Greater or Comparison.GreaterOrEqual ? key : null;

    private static string? Last(ComparisonFilter filter, string key) =>
        filter.Comparison is Comparison.Equal or Comparison.Less or Comparison.LessOrEqual ? key : null;

    private static string? Later(string? left, string? right) =>
        left == null || (right != null && string.CompareOrdinal(right, left) > 0) ? right : left;

    private static string? Earlier(string? left, string? right) =>
        left == null || (right != null && string.CompareOrdinal(right, left) < 0) ? right : left;

    private KeyRange Within(KeyRange other) => new(
        Later(FirstPartition, other.FirstPartition),
        Earlier(LastPartition, other.LastPartition),
        Later(FirstRow, other.FirstRow),
        Earlier(LastRow, other.LastRow));
}
