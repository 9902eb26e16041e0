using Azure.Data.Tables;

namespace Tollgate.TestKit.Rows;

/// <summary>A row as it lay in its table, and when it was last written.</summary>
public sealed record StoredRow(DateTimeOffset Timestamp, TableEntity Entity);
