using Azure.Data.Tables;
using Tollgate.Domain.Audit;

namespace Tollgate.Functions.Tables;

/// <summary>An audit record as a row beside its client, in the order of time.</summary>
internal static class AuditRow
{
    /// <summary>The row keys of all records are between these two.</summary>
    public const string First = "audit|";

    public const string Last = "audit}";

    public static TableEntity Write(AuditEntry entry, string partitionKey)
    {
        var record = entry.Record;
        var row = new TableEntity(partitionKey, First + entry.Id)
        {
            ["At"] = record.At,
            ["Who"] = record.Who,
            ["Change"] = record.Change,
        };
        if (record.Detail is { } detail)
            row["Detail"] = detail;
        return row;
    }

    public static AuditEntry Read(string workspace, string clientId, TableEntity row) => new(
        workspace,
        IdOf(row),
        new AuditRecord(row.GetDateTimeOffset("At") ?? default, row.GetString("Who") ?? "", clientId, row.GetString("Change") ?? "", row.GetString("Detail")));

    public static string IdOf(TableEntity row) => row.RowKey[First.Length..];

    public static string KeyFrom(DateTimeOffset at) => First + AuditEntry.FirstIdAt(at);
}
