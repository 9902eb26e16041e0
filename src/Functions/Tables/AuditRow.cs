using Azure.Data.Tables;
using Tollgate.Domain.Audit;
using Tollgate.Domain.Clients;

namespace Tollgate.Functions.Tables;

/// <summary>An audit record as a row beside its client, in the order of time.</summary>
internal static class AuditRow
{
    /// <summary>The row keys of all records are between these two.</summary>
    public const string First = "audit|";

    public const string Last = "audit}";

    private const string ClientIdColumn = "ClientId";

    public static TableEntity Write(AuditEntry entry, string partitionKey)
    {
        var record = entry.Record;
        var row = new TableEntity(partitionKey, First + entry.Id)
        {
            [RowSchema.Column] = RowSchema.First,
            ["At"] = record.At,
            ["Who"] = record.Who,
            ["Change"] = record.Change,
        };
        if (record.Detail is { } detail)
            row["Detail"] = detail;
        // The partition of a client whose id is an address is named after its hash.
        if (ClientKey.Of(record.ClientId) != record.ClientId)
            row[ClientIdColumn] = record.ClientId;
        return row;
    }

    /// <param name="clientKey">The part of the partition key after the workspace.</param>
    public static AuditEntry Read(string workspace, string clientKey, TableEntity row) => new(
        workspace,
        IdOf(row),
        new AuditRecord(
            row.Known().GetDateTimeOffset("At") ?? default,
            row.GetString("Who") ?? "",
            row.GetString(ClientIdColumn) ?? clientKey,
            row.GetString("Change") ?? "",
            row.GetString("Detail")));

    public static string IdOf(TableEntity row) => row.RowKey[First.Length..];

    public static string KeyFrom(DateTimeOffset at) => First + AuditEntry.FirstIdAt(at);
}
