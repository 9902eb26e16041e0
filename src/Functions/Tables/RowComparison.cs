using Azure.Data.Tables;

namespace Tollgate.Functions.Tables;

/// <summary>
/// Compares rows by their columns. The columns that the table service adds do not count, nor does the schema number, which rows of
/// earlier versions do not have.
/// </summary>
internal static class RowComparison
{
    private static readonly string[] NotCompared = ["Timestamp", "odata.etag", RowSchema.Column];

    public static bool HasSameColumns(this TableEntity row, TableEntity other) =>
        row.Keys.Union(other.Keys).Except(NotCompared)
            .All(column => row.TryGetValue(column, out var one) && other.TryGetValue(column, out var two) && Equals(one, two));
}
