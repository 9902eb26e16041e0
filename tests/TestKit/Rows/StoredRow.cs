using Azure.Data.Tables;

namespace Tollgate.TestKit.Rows;

/// <summary>A row as its table contained it, and the time of its last write.</summary>
public sealed record StoredRow(DateTimeOffset Timestamp, TableEntity Entity);
