using System.Text;

namespace Azure.Data.Tables.Wire;

/// <summary>An entity group transaction as one multipart body: a batch holding one change set.</summary>
internal sealed class BatchRequest(string root)
{
    private readonly string _batch = $"batch_{Guid.NewGuid()}";
    private readonly string _changeSet = $"changeset_{Guid.NewGuid()}";
    private readonly StringBuilder _parts = new();

    internal string ContentType => $"multipart/mixed; boundary={_batch}";

    internal void Add(string table, TableTransactionAction action)
    {
        var entity = action.Entity;
        ArgumentNullException.ThrowIfNull(entity.PartitionKey);
        ArgumentNullException.ThrowIfNull(entity.RowKey);
        var row = EntityPath.Row(table, entity.PartitionKey, entity.RowKey);
        var ifMatch = action.ETag == default ? null : action.ETag.ToString();
        switch (action.ActionType)
        {
            case TableTransactionActionType.Add:
                AddPart("POST", table, entity, "Prefer: return-no-content");
                break;
            case TableTransactionActionType.Delete:
                AddPart("DELETE", row, null, $"If-Match: {ifMatch ?? "*"}");
                break;
            case TableTransactionActionType.UpdateMerge:
                AddPart("PATCH", row, entity, Condition(ifMatch));
                break;
            case TableTransactionActionType.UpdateReplace:
                AddPart("PUT", row, entity, Condition(ifMatch));
                break;
            case TableTransactionActionType.UpsertMerge:
                AddPart("PATCH", row, entity, null);
                break;
            case TableTransactionActionType.UpsertReplace:
                AddPart("PUT", row, entity, null);
                break;
            default:
                throw new InvalidOperationException($"There is no transaction action {action.ActionType}.");
        }
    }

    internal byte[] ToBytes() => Encoding.UTF8.GetBytes(
        $"--{_batch}\r\nContent-Type: multipart/mixed; boundary={_changeSet}\r\n\r\n{_parts}--{_changeSet}--\r\n\r\n--{_batch}--\r\n");

    private static string Condition(string ifMatch) => ifMatch == null ? null : $"If-Match: {ifMatch}";

    private void AddPart(string method, string path, ITableEntity entity, string header)
    {
        _parts.Append($"--{_changeSet}\r\nContent-Type: application/http\r\nContent-Transfer-Encoding: binary\r\n\r\n");
        _parts.Append($"{method} {root}/{path} HTTP/1.1\r\n");
        _parts.Append("Accept: application/json;odata=minimalmetadata\r\nDataServiceVersion: 3.0\r\n");
        if (header != null)
        {
            _parts.Append(header).Append("\r\n");
        }

        if (entity != null)
        {
            _parts.Append("Content-Type: application/json\r\n");
        }

        _parts.Append("\r\n");
        if (entity != null)
        {
            _parts.Append(Encoding.UTF8.GetString(EntityWriter.ToJson(entity).Span));
        }

        _parts.Append("\r\n");
    }
}
