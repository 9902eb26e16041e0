using Azure.Data.Tables;
using Tollgate.Domain.Audit;
using Tollgate.Domain.Clients;

namespace Tollgate.Functions.Tables;

/// <summary>An audit record as a row. The rows of a partition are in the order of time. Only records of applications lack the column Kind.</summary>
internal static class AuditRow
{
    /// <summary>The row keys of all records are between these two.</summary>
    public const string First = "audit|";

    public const string Last = "audit}";

    private const string Kind = "Kind";

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
        if (record.Kind != AuditKind.Application)
        {
            row[Kind] = record.Kind.ToString();
            row["Target"] = record.Target;
        }
        else if (ClientKey.Of(record.Target) != record.Target)
        {
            // The partition of a client whose id is an address is named after the hash of the id.
            row[ClientTable.IdColumn] = record.Target;
        }

        return row;
    }

    /// <param name="clientKey">The part of the partition key after the workspace.</param>
    public static AuditEntry Read(string workspace, string clientKey, TableEntity row) => new(
        workspace,
        IdOf(row),
        new AuditRecord(
            row.Known().GetDateTimeOffset("At") ?? default,
            row.GetString("Who") ?? "",
            row.GetString("Target") ?? row.GetString(ClientTable.IdColumn) ?? clientKey,
            row.GetString("Change") ?? "",
            row.GetString("Detail"))
        {
            Kind = Enum.TryParse<AuditKind>(row.GetString(Kind), out var kind) ? kind : AuditKind.Application,
        });

    /// <summary>A newer version may write kinds that this version does not know.</summary>
    public static bool IsOfKnownKind(TableEntity row) => row.GetString(Kind) is not { } kind || Enum.TryParse<AuditKind>(kind, out _);

    public static string IdOf(TableEntity row) => row.RowKey[First.Length..];

    public static string KeyFrom(DateTimeOffset at) => First + AuditEntry.FirstIdAt(at);
}
