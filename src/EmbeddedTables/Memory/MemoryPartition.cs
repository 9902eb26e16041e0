using System.Collections.Immutable;

namespace Tollgate.EmbeddedTables.Memory;

/// <summary>The rows of one partition: an immutable map that each write replaces as a whole.</summary>
internal sealed class MemoryPartition(MemoryTable table, string key)
{
    private static readonly ImmutableSortedDictionary<string, Row> Nothing =
        ImmutableSortedDictionary.Create<string, Row>(StringComparer.Ordinal);

    private readonly Lock _gate = new();
    private volatile ImmutableSortedDictionary<string, Row> _rows = Nothing;
    private bool _removed;

    internal string Key { get; } = key;

    internal ImmutableSortedDictionary<string, Row> Rows => _rows;

    /// <summary>Returns false if another call has removed the partition. Then the caller must repeat the changes on a new partition.</summary>
    internal bool TryApply(ReadOnlySpan<RowChange> changes, Span<Row?> results, out int failedAt, out TableFault? fault)
    {
        lock (_gate)
        {
            failedAt = -1;
            fault = null;
            if (_removed)
            {
                return false;
            }

            var rows = Changed(changes, results, ref failedAt, ref fault);
            if (fault == null)
            {
                _rows = rows;
            }

            if (_rows.IsEmpty)
            {
                _removed = true;
                table.Remove(this);
            }

            return true;
        }
    }

    private ImmutableSortedDictionary<string, Row> Changed(
        ReadOnlySpan<RowChange> changes, Span<Row?> results, ref int failedAt, ref TableFault? fault)
    {
        var rows = _rows;
        for (var i = 0; i < changes.Length; i++)
        {
            var change = changes[i];
            fault = change.Resolve(rows.GetValueOrDefault(change.RowKey), Key, table.Clock.Next(), out results[i]);
            if (fault != null)
            {
                failedAt = i;
                return rows;
            }

            rows = results[i] is { } row ? rows.SetItem(change.RowKey, row) : rows.Remove(change.RowKey);
        }

        return rows;
    }
}
