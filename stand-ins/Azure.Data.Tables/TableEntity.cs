using System.Collections;

namespace Azure.Data.Tables;

/// <summary>A row as a dictionary; its system properties lie among the others, under their wire names.</summary>
public sealed class TableEntity : ITableEntity, IDictionary<string, object>
{
    internal const string ETagKey = "odata.etag";

    private readonly Dictionary<string, object> _properties;

    public TableEntity() => _properties = [];

    public TableEntity(string partitionKey, string rowKey)
        : this()
    {
        PartitionKey = partitionKey;
        RowKey = rowKey;
    }

    public TableEntity(IDictionary<string, object> values) => _properties = values == null ? [] : new(values);

    public string PartitionKey
    {
        get => GetString(nameof(PartitionKey));
        set => _properties[nameof(PartitionKey)] = value;
    }

    public string RowKey
    {
        get => GetString(nameof(RowKey));
        set => _properties[nameof(RowKey)] = value;
    }

    public DateTimeOffset? Timestamp
    {
        get => Read<DateTimeOffset?>(nameof(Timestamp));
        set => _properties[nameof(Timestamp)] = value;
    }

    public ETag ETag
    {
        get => new(GetString(ETagKey));
        set => _properties[ETagKey] = value.ToString();
    }

    public int Count => _properties.Count;

    public ICollection<string> Keys => _properties.Keys;

    ICollection<object> IDictionary<string, object>.Values => _properties.Values;

    bool ICollection<KeyValuePair<string, object>>.IsReadOnly => false;

    private ICollection<KeyValuePair<string, object>> Pairs => _properties;

    public object this[string key]
    {
        get => _properties.GetValueOrDefault(key);
        set => _properties[key] = Widen(_properties.GetValueOrDefault(key), value);
    }

    public string GetString(string key) => Read<string>(key);

    public byte[] GetBinary(string key) => Read<byte[]>(key);

    public BinaryData GetBinaryData(string key) => Read<BinaryData>(key);

    public bool? GetBoolean(string key) => Read<bool?>(key);

    public DateTime? GetDateTime(string key) => Read<DateTime?>(key);

    public DateTimeOffset? GetDateTimeOffset(string key) => Read<DateTimeOffset?>(key);

    public double? GetDouble(string key) => Read<double?>(key);

    public Guid? GetGuid(string key) => Read<Guid?>(key);

    public int? GetInt32(string key) => Read<int?>(key);

    public long? GetInt64(string key) => Read<long?>(key);

    public void Add(string key, object value) => _properties.Add(key, value);

    public void Clear() => _properties.Clear();

    public bool ContainsKey(string key) => _properties.ContainsKey(key);

    public bool Remove(string key) => _properties.Remove(key);

    public bool TryGetValue(string key, out object value) => _properties.TryGetValue(key, out value);

    void ICollection<KeyValuePair<string, object>>.Add(KeyValuePair<string, object> item) => this[item.Key] = item.Value;

    bool ICollection<KeyValuePair<string, object>>.Contains(KeyValuePair<string, object> item) => Pairs.Contains(item);

    void ICollection<KeyValuePair<string, object>>.CopyTo(KeyValuePair<string, object>[] array, int arrayIndex) =>
        Pairs.CopyTo(array, arrayIndex);

    bool ICollection<KeyValuePair<string, object>>.Remove(KeyValuePair<string, object> item) => Pairs.Remove(item);

    IEnumerator<KeyValuePair<string, object>> IEnumerable<KeyValuePair<string, object>>.GetEnumerator() =>
        _properties.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => _properties.GetEnumerator();

    // A number that has become wide stays wide, or a literal int would change the stored type.
    private static object Widen(object existing, object value) => (existing, value) switch
    {
        (long, int number) => (long)number,
        (double, int number) => (double)number,
        _ => value,
    };

    private T Read<T>(string key)
    {
        if (!_properties.TryGetValue(key, out var value) || value == null)
        {
            return default;
        }

        object converted = value switch
        {
            DateTimeOffset moment when typeof(T) == typeof(DateTime?) => moment.UtcDateTime,
            DateTime moment when typeof(T) == typeof(DateTimeOffset?) => new DateTimeOffset(moment),
            byte[] bytes when typeof(T) == typeof(BinaryData) => new BinaryData(bytes),
            _ => value,
        };
        return converted is T result
            ? result
            : throw new InvalidOperationException($"The property holds a {value.GetType()}, not a {typeof(T)}.");
    }
}
