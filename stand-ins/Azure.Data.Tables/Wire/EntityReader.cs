using System.Globalization;
using System.Reflection;
using System.Text.Json;

namespace Azure.Data.Tables.Wire;

/// <summary>Reads the service's JSON into a <see cref="TableEntity"/> or a row class.</summary>
internal static class EntityReader
{
    private const string TypeSuffix = "@odata.type";

    internal static T Read<T>(JsonElement json)
        where T : class, ITableEntity
    {
        var values = Values(json);
        var entity = Activator.CreateInstance<T>();
        if (entity is IDictionary<string, object> dictionary)
        {
            foreach (var (name, value) in values)
            {
                dictionary[name] = value;
            }

            return entity;
        }

        Fill(entity, values);
        return entity;
    }

    private static void Fill(ITableEntity entity, Dictionary<string, object> values)
    {
        // What a selection left out keeps the value the class gave it.
        entity.PartitionKey = values.TryGetValue(nameof(entity.PartitionKey), out var partitionKey) ? (string)partitionKey : entity.PartitionKey;
        entity.RowKey = values.TryGetValue(nameof(entity.RowKey), out var rowKey) ? (string)rowKey : entity.RowKey;
        entity.Timestamp = values.TryGetValue(nameof(entity.Timestamp), out var timestamp) ? (DateTimeOffset)timestamp : entity.Timestamp;
        entity.ETag = values.TryGetValue(TableEntity.ETagKey, out var etag) ? new ETag((string)etag) : entity.ETag;
        foreach (var (name, property) in EntityMembers.Of(entity.GetType()).Properties)
        {
            if (property.SetMethod is { IsPublic: true } && values.TryGetValue(name, out var value))
            {
                property.SetValue(entity, Fit(property, value));
            }
        }
    }

    private static object Fit(PropertyInfo property, object value)
    {
        var type = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
        return value switch
        {
            null => null,
            DateTimeOffset moment when type == typeof(DateTime) => moment.UtcDateTime,
            byte[] bytes when type == typeof(BinaryData) => new BinaryData(bytes),
            string text when type.IsEnum => Enum.Parse(type, text),
            IConvertible number when type.IsPrimitive => Convert.ChangeType(number, type, CultureInfo.InvariantCulture),
            _ => value,
        };
    }

    private static Dictionary<string, object> Values(JsonElement json)
    {
        var values = new Dictionary<string, object>();
        foreach (var property in json.EnumerateObject())
        {
            if (!IsAnnotation(property.Name))
            {
                var type = json.TryGetProperty(property.Name + TypeSuffix, out var annotation) ? annotation.GetString() : null;
                values[property.Name] = Value(property.Value, property.NameEquals("Timestamp") ? "Edm.DateTime" : type);
            }
        }

        return values;
    }

    private static bool IsAnnotation(string name) =>
        name.EndsWith(TypeSuffix, StringComparison.Ordinal)
        || (name.StartsWith("odata.", StringComparison.Ordinal) && name != TableEntity.ETagKey);

    private static object Value(JsonElement value, string type) => (value.ValueKind, type) switch
    {
        (JsonValueKind.Null, _) => null,
        (JsonValueKind.True or JsonValueKind.False, _) => value.GetBoolean(),
        (JsonValueKind.Number, "Edm.Double") => value.GetDouble(),
        (JsonValueKind.Number, _) => Number(value),
        (_, "Edm.Int64") => long.Parse(value.GetString(), CultureInfo.InvariantCulture),
        (_, "Edm.Double") => double.Parse(value.GetString(), CultureInfo.InvariantCulture),
        (_, "Edm.Guid") => value.GetGuid(),
        (_, "Edm.Binary") => value.GetBytesFromBase64(),
        (_, "Edm.DateTime") => DateTimeOffset.Parse(value.GetString(), CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind),
        _ => value.GetString(),
    };

    // The casts keep the three types apart: without them the conditional would make a double of each.
    private static object Number(JsonElement value) =>
        value.TryGetInt32(out var small) ? small : value.TryGetInt64(out var large) ? (object)large : value.GetDouble();
}
