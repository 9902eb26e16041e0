using Azure.Data.Tables;

namespace Tollgate.Functions.Tables;

/// <summary>
/// The schema number of a row (docs/adr/0019). A kind of row gets a higher number when an earlier version would misread it. A new
/// column that an earlier version may ignore leaves the number as it is. Rows of version 0.1.0 have no number.
/// </summary>
internal static class RowSchema
{
    public const string Column = "Schema";

    /// <summary>The number of all rows so far, boxed once for all rows.</summary>
    public static readonly object First = 1;

    /// <summary>Returns the row, or throws when it has a higher number than this version knows for its kind.</summary>
    public static TableEntity Known(this TableEntity row, int newest = 1) =>
        row.IsKnown(newest) ? row : throw new NewerRowException($"A newer version wrote this row: schema {row[Column]}, known {newest}.");

    public static bool IsKnown(this TableEntity row, int newest = 1) =>
        !row.TryGetValue(Column, out var value) || (value is int number && number <= newest);
}

/// <summary>
/// A row that only a newer version understands. During an update another instance can answer, so the fault passes.
/// </summary>
public sealed class NewerRowException(string message) : Exception(message);
