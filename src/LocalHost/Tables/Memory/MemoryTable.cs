using System.Collections.Concurrent;

namespace Tollgate.LocalHost.Tables.Memory;

/// <summary>The partitions of one table. Reads take no lock; a write locks its partition only.</summary>
internal sealed class MemoryTable(MemoryClock clock) : IStoredTable
{
    private readonly ConcurrentDictionary<string, MemoryPartition> _partitions = new(StringComparer.Ordinal);

    internal MemoryClock Clock { get; } = clock;

    public Row? Find(string partitionKey, string rowKey) =>
        _partitions.TryGetValue(partitionKey, out var partition) ? partition.Rows.GetValueOrDefault(rowKey) : null;

    public TableFault? Apply(string partitionKey, ReadOnlySpan<RowChange> changes, Span<Row?> results, out int failedAt)
    {
        while (true)
        {
            var partition = _partitions.GetOrAdd(partitionKey, static (key, table) => new(table, key), this);
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
            // The rows of a partition are one immutable snapshot, so a page never shows half a transaction.
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

    /// <summary>Takes an emptied partition out, lest handles once used fill the memory.</summary>
    internal void Remove(MemoryPartition partition) => _partitions.TryRemove(new(partition.Key, partition));

    private IEnumerable<MemoryPartition> InOrder(RowQuery query)
    {
        if (query.Range.Partition is { } single)
        {
            return _partitions.TryGetValue(single, out var partition) ? [partition] : [];
        }

        // A heap, because a page seldom needs more than the first few partitions.
        var waiting = new PriorityQueue<MemoryPartition, string>(
            _partitions.Select(entry => (entry.Value, entry.Key)).Where(entry => MayHold(query, entry.Key)), StringComparer.Ordinal);
        return Drain(waiting);
    }

    private static bool MayHold(RowQuery query, string partitionKey) =>
        query.Range.HasPartition(partitionKey)
        && (query.After == null || string.CompareOrdinal(partitionKey, query.After.PartitionKey) >= 0);

    private static IEnumerable<MemoryPartition> Drain(PriorityQueue<MemoryPartition, string> waiting)
    {
        while (waiting.TryDequeue(out var partition, out _))
        {
            yield return partition;
        }
    }
}
