using System.Globalization;
using Azure.Data.Tables;
using Tollgate.Domain.Audit;

namespace Tollgate.Functions.Tables;

/// <summary>An audit record as a row beside its client, in the order of time.</summary>
internal static class AuditRow
{
    /// <summary>The row keys of all records are between these two.</summary>
    public const string First = "audit|";

    public const string Last = "audit}";

    /// <param name="attempt">Distinguishes one's own row from another one of the same moment.</param>
    public static TableEntity Write(AuditRecord record, string partitionKey, string attempt)
    {
        var row = new TableEntity(partitionKey, KeyFrom(record.At) + "-" + attempt)
        {
            [RowSchema.Column] = RowSchema.First,
            ["At"] = record.At,
            ["Who"] = record.Who,
            ["Change"] = record.Change,
        };
        if (record.Detail is { } detail)
            row["Detail"] = detail;
        return row;
    }

    public static AuditRecord Read(string clientId, TableEntity row) => new(
        row.Known().GetDateTimeOffset("At") ?? default, row.GetString("Who") ?? "", clientId, row.GetString("Change") ?? "", row.GetString("Detail"));

    public static string KeyFrom(DateTimeOffset at) => First + at.UtcTicks.ToString("D19", CultureInfo.InvariantCulture);
}
