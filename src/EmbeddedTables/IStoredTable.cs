namespace Tollgate.EmbeddedTables;

/// <summary>The rows of one table: point reads, atomic changes within a partition, ordered pages.</summary>
internal interface IStoredTable
{
    Row? Find(string partitionKey, string rowKey);

    /// <summary>Makes all the changes or, with a fault, none; a result is the new row, or null where one was deleted.</summary>
    TableFault? Apply(string partitionKey, ReadOnlySpan<RowChange> changes, Span<Row?> results, out int failedAt);

    /// <summary>The next rows in key order that satisfy the query.</summary>
    List<Row> Query(RowQuery query);
}
