using Azure.Data.Tables;

namespace Tollgate.Functions.Tables;

/// <summary>Compares rows by their columns. The columns that the table service adds do not count.</summary>
internal static class RowComparison
{
    private static readonly string[] AddedByTheService = ["Timestamp", "odata.etag"];

    public static bool HasSameColumns(this TableEntity row, TableEntity other) =>
        row.Keys.Union(other.Keys).Except(AddedByTheService)
            .All(column => row.TryGetValue(column, out var one) && other.TryGetValue(column, out var two) && Equals(one, two));
}
