using System.Buffers;
using System.Globalization;
using System.Text.Json;

namespace Azure.Data.Tables.Wire;

/// <summary>Writes a row as the service's JSON, with a type annotation where JSON has no such type.</summary>
internal static class EntityWriter
{
    internal static ReadOnlyMemory<byte> ToJson(ITableEntity entity)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString(nameof(entity.PartitionKey), entity.PartitionKey);
            json.WriteString(nameof(entity.RowKey), entity.RowKey);
            foreach (var (name, value) in Properties(entity))
            {
                WriteProperty(json, name, value);
            }

            json.WriteEndObject();
        }

        return buffer.WrittenMemory;
    }

    private static IEnumerable<(string Name, object Value)> Properties(ITableEntity entity) =>
        entity is IDictionary<string, object> dictionary
            ? dictionary
                .Where(pair => pair.Key != TableEntity.ETagKey && !EntityMembers.IsSystem(pair.Key))
                .Select(pair => (pair.Key, Plain(pair.Value)))
            : EntityMembers.Of(entity.GetType()).Properties
                .Where(pair => pair.Value.GetMethod is { IsPublic: true })
                .Select(pair => (pair.Key, pair.Value.GetValue(entity)));

    private static object Plain(object value) =>
        value is Enum ? throw new NotSupportedException("An enum can only be stored through a row class of its own.") : value;

    private static void WriteProperty(Utf8JsonWriter json, string name, object value)
    {
        // The service keeps no nulls: a property without a value is a property left out.
        switch (value)
        {
            case null:
                break;
            case string or Enum:
                json.WriteString(name, value.ToString());
                break;
            case bool flag:
                json.WriteBoolean(name, flag);
                break;
            case int or short or ushort or byte or sbyte:
                json.WriteNumber(name, Convert.ToInt32(value, CultureInfo.InvariantCulture));
                break;
            case double or float:
                WriteDouble(json, name, Convert.ToDouble(value, CultureInfo.InvariantCulture));
                break;
            default:
                var (type, text) = Annotated(value);
                WriteAnnotated(json, name, type, text);
                break;
        }
    }

    private static void WriteDouble(Utf8JsonWriter json, string name, double number)
    {
        if (double.IsFinite(number))
        {
            json.WriteString($"{name}@odata.type", "Edm.Double");
            json.WriteNumber(name, number);
        }
        else
        {
            WriteAnnotated(json, name, "Edm.Double", number.ToString(CultureInfo.InvariantCulture));
        }
    }

    private static void WriteAnnotated(Utf8JsonWriter json, string name, string type, string text)
    {
        json.WriteString($"{name}@odata.type", type);
        json.WriteString(name, text);
    }

    private static (string Type, string Text) Annotated(object value) => value switch
    {
        long or ulong or uint => ("Edm.Int64", Convert.ToString(value, CultureInfo.InvariantCulture)),
        Guid id => ("Edm.Guid", id.ToString()),
        byte[] bytes => ("Edm.Binary", Convert.ToBase64String(bytes)),
        BinaryData data => ("Edm.Binary", Convert.ToBase64String(data)),
        DateTimeOffset moment => ("Edm.DateTime", Moment(moment.UtcDateTime)),
        DateTime { Kind: DateTimeKind.Utc } moment => ("Edm.DateTime", Moment(moment)),
        DateTime => throw new NotSupportedException("A DateTime must be of kind Utc to be stored."),
        _ => throw new NotSupportedException($"A value of type {value.GetType()} cannot be stored in a table."),
    };

    private static string Moment(DateTime moment) => moment.ToString("O", CultureInfo.InvariantCulture);
}
