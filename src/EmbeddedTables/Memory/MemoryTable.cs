using System.Collections.Concurrent;

namespace Tollgate.EmbeddedTables.Memory;

/// <summary>
/// The partitions of one table. Point reads take no lock, and a write locks its partition. Only making, removing and listing
/// partitions uses the ordered set of their keys.
/// </summary>
internal sealed class MemoryTable(MemoryClock clock) : IStoredTable
{
    private const int Batch = 128;

    private readonly ConcurrentDictionary<string, MemoryPartition> _partitions = new(StringComparer.Ordinal);
    private readonly SortedSet<string> _order = new(StringComparer.Ordinal);
    private readonly Lock _gate = new();

    internal MemoryClock Clock { get; } = clock;

    public Row? Find(string partitionKey, string rowKey) =>
        _partitions.TryGetValue(partitionKey, out var partition) ? partition.Rows.GetValueOrDefault(rowKey) : null;

    public TableFault? Apply(string partitionKey, ReadOnlySpan<RowChange> changes, Span<Row?> results, out int failedAt)
    {
        while (true)
        {
            var partition = _partitions.TryGetValue(partitionKey, out var known) ? known : Add(partitionKey);
            if (partition.TryApply(changes, results, out failedAt, out var fault))
            {
                return fault;
            }
        }
    }

    public List<Row> Query(RowQuery query)
    {
        var rows = new List<Row>();
        foreach (var partition in InOrder(query))
        {
            // The rows of a partition are one immutable snapshot, so a page never shows a part of a transaction.
            foreach (var (key, row) in partition.Rows)
            {
                if (query.Range.HasRow(key) && (query.After?.Precedes(partition.Key, key) ?? true) && query.Selects(row))
                {
                    rows.Add(row);
                    if (rows.Count == query.Limit)
                    {
                        return rows;
                    }
                }
            }
        }

        return rows;
    }

    /// <summary>Removes an empty partition. Each handle has a partition of its own, so the empty partitions of used handles would fill the memory.</summary>
    internal void Remove(MemoryPartition partition)
    {
        lock (_gate)
        {
            if (_partitions.TryRemove(new(partition.Key, partition)))
            {
                _order.Remove(partition.Key);
            }
        }
    }

    private MemoryPartition Add(string key)
    {
        lock (_gate)
        {
            _order.Add(key);
            return _partitions.GetOrAdd(key, static (name, table) => new(table, name), this);
        }
    }

    private IEnumerable<MemoryPartition> InOrder(RowQuery query)
    {
        var first = Later(query.Range.FirstPartition, query.After?.PartitionKey);
        for (var keys = Keys(first, query.Range.LastPartition, false); keys.Count > 0; keys = Keys(keys[^1], query.Range.LastPartition, true))
        {
            foreach (var key in keys)
            {
                if (_partitions.TryGetValue(key, out var partition))
                {
                    yield return partition;
                }
            }
        }
    }

    /// <summary>Copies some keys in order, so that the lock is not held while the filter runs.</summary>
    private List<string> Keys(string? first, string? last, bool isAfterFirst)
    {
        lock (_gate)
        {
            last ??= _order.Max;
            first ??= "";
            return last == null || string.CompareOrdinal(first, last) > 0
                ? []
                : [.. _order.GetViewBetween(first, last).Where(key => !isAfterFirst || key != first).Take(Batch)];
        }
    }

    private static string? Later(string? left, string? right) =>
        left == null || (right != null && string.CompareOrdinal(right, left) > 0) ? right : left;
}
