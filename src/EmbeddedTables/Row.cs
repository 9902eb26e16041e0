namespace Tollgate.EmbeddedTables;

/// <summary>A stored row. Nothing in it ever changes: a write makes a new one.</summary>
internal sealed class Row(string partitionKey, string rowKey, long version, RowProperties properties)
{
    internal string PartitionKey { get; } = partitionKey;

    internal string RowKey { get; } = rowKey;

    internal long Version { get; } = version;

    internal string ETag { get; } = RowVersion.ETagOf(version);

    internal DateTimeOffset Timestamp => new(Version, TimeSpan.Zero);

    internal RowProperties Properties { get; } = properties;

    /// <summary>A property's value, the system ones among them; null if the row lacks it.</summary>
    internal object? this[string name] => name switch
    {
        "PartitionKey" => PartitionKey,
        "RowKey" => RowKey,
        "Timestamp" => Timestamp,
        _ => Properties[name],
    };
}
