namespace Tollgate.EmbeddedTables;

/// <summary>The rows of one table: point reads, atomic changes within a partition, ordered pages.</summary>
internal interface IStoredTable
{
    Row? Find(string partitionKey, string rowKey);

    /// <summary>Makes all changes, or returns a fault and makes none. Each result is the new row, or null for a deleted row.</summary>
    TableFault? Apply(string partitionKey, ReadOnlySpan<RowChange> changes, Span<Row?> results, out int failedAt);

    /// <summary>The next rows in key order that satisfy the query.</summary>
    List<Row> Query(RowQuery query);
}
