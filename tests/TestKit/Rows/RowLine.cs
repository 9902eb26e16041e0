using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Azure.Data.Tables;

namespace Tollgate.TestKit.Rows;

/// <summary>A row as one line of JSON, as the table service writes it. If JSON has no type for a value, the line states the type beside the value.</summary>
public static class RowLine
{
    private const string TypeSuffix = "@odata.type";

    private static readonly string[] SystemColumns = ["PartitionKey", "RowKey", "Timestamp", "odata.etag"];

    // With this encoder, columns that hold JSON stay readable.
    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Write(StoredRow row)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, Plain))
        {
            json.WriteStartObject();
            json.WriteString("PartitionKey", row.Entity.PartitionKey);
            json.WriteString("RowKey", row.Entity.RowKey);
            json.WriteString("Timestamp", Text(row.Timestamp));
            foreach (var (name, value) in row.Entity.Where(column => !SystemColumns.Contains(column.Key)).OrderBy(column => column.Key, StringComparer.Ordinal))
                Write(json, name, value);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.ToArray());
    }

    public static StoredRow Read(string line)
    {
        var json = JsonNode.Parse(line)!.AsObject();
        var entity = new TableEntity((string)json["PartitionKey"]!, (string)json["RowKey"]!);
        foreach (var (name, value) in json)
            if (!SystemColumns.Contains(name) && !name.EndsWith(TypeSuffix, StringComparison.Ordinal))
                entity[name] = Value(value!.AsValue(), (string?)json[name + TypeSuffix]);
        return new StoredRow(Moment((string)json["Timestamp"]!), entity);
    }

    private static void Write(Utf8JsonWriter json, string name, object value)
    {
        switch (value)
        {
            case string text:
                json.WriteString(name, text);
                break;
            case bool flag:
                json.WriteBoolean(name, flag);
                break;
            case int number:
                json.WriteNumber(name, number);
                break;
            default:
                var (type, written) = Typed(value);
                json.WriteString(name + TypeSuffix, type);
                json.WriteString(name, written);
                break;
        }
    }

    private static (string Type, string Text) Typed(object value) => value switch
    {
        DateTimeOffset moment => ("Edm.DateTime", Text(moment)),
        byte[] octets => ("Edm.Binary", Convert.ToBase64String(octets)),
        long number => ("Edm.Int64", number.ToString(CultureInfo.InvariantCulture)),
        double number => ("Edm.Double", number.ToString("R", CultureInfo.InvariantCulture)),
        Guid id => ("Edm.Guid", id.ToString()),
        _ => throw new NotSupportedException($"No row holds a {value.GetType()}."),
    };

    private static object Value(JsonValue value, string? type) => type switch
    {
        "Edm.DateTime" => Moment((string)value!),
        "Edm.Binary" => Convert.FromBase64String((string)value!),
        "Edm.Int64" => long.Parse((string)value!, CultureInfo.InvariantCulture),
        "Edm.Double" => double.Parse((string)value!, CultureInfo.InvariantCulture),
        "Edm.Guid" => Guid.Parse((string)value!),
        null => value.GetValueKind() switch
        {
            JsonValueKind.String => (string)value!,
            JsonValueKind.Number => (int)value,
            _ => (bool)value,
        },
        _ => throw new NotSupportedException($"No row holds a value of the type {type}."),
    };

    private static string Text(DateTimeOffset moment) => moment.UtcDateTime.ToString("O", CultureInfo.InvariantCulture);

    private static DateTimeOffset Moment(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
}
