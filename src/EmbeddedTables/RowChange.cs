using Azure;
using Azure.Data.Tables;

namespace Tollgate.EmbeddedTables;

/// <summary>One write (insert, update, upsert or delete) and its condition on the present row.</summary>
internal readonly struct RowChange
{
    internal RowChange(TableTransactionActionType type, string rowKey, RowProperties properties, ETag ifMatch)
    {
        // On the wire, an update without a condition is an upsert. A delete stays a delete.
        Type = (type, ifMatch == default) switch
        {
            (TableTransactionActionType.UpdateMerge, true) => TableTransactionActionType.UpsertMerge,
            (TableTransactionActionType.UpdateReplace, true) => TableTransactionActionType.UpsertReplace,
            _ => type,
        };
        RowKey = rowKey;
        Properties = properties;
        IfMatch = ifMatch == default || ifMatch == ETag.All ? null : ifMatch.ToString();
    }

    internal TableTransactionActionType Type { get; }

    internal string RowKey { get; }

    internal int Size => EntityLimits.Size(Properties);

    private RowProperties Properties { get; }

    private string? IfMatch { get; }

    /// <summary>Applies the write to the present row. Returns a fault if the write is refused. The result is null if the row is deleted.</summary>
    internal TableFault? Resolve(Row? existing, string partitionKey, long version, out Row? result)
    {
        result = null;
        if (Refusal(existing) is { } fault)
        {
            return fault;
        }

        if (Type == TableTransactionActionType.Delete)
        {
            return null;
        }

        var merges = Type is TableTransactionActionType.UpdateMerge or TableTransactionActionType.UpsertMerge;
        result = new(partitionKey, RowKey, version, merges && existing != null ? existing.Properties.Merge(Properties) : Properties);
        return EntityLimits.Fault(result);
    }

    private TableFault? Refusal(Row? existing) => Type switch
    {
        TableTransactionActionType.Add => existing == null ? null : TableFault.EntityAlreadyExists,
        TableTransactionActionType.UpsertMerge or TableTransactionActionType.UpsertReplace => null,
        _ when existing == null => TableFault.ResourceNotFound,
        _ => IfMatch == null || IfMatch == existing.ETag ? null : TableFault.UpdateConditionNotSatisfied,
    };
}
