namespace Tollgate.EmbeddedTables;

/// <summary>A stored row. It is immutable: each write makes a new row.</summary>
internal sealed class Row(string partitionKey, string rowKey, long version, RowProperties properties)
{
    internal string PartitionKey { get; } = partitionKey;

    internal string RowKey { get; } = rowKey;

    internal long Version { get; } = version;

    internal string ETag { get; } = RowVersion.ETagOf(version);

    internal DateTimeOffset Timestamp => new(Version, TimeSpan.Zero);

    internal RowProperties Properties { get; } = properties;

    /// <summary>The value of a property or system property. Null if the row lacks it.</summary>
    internal object? this[string name] => name switch
    {
        "PartitionKey" => PartitionKey,
        "RowKey" => RowKey,
        "Timestamp" => Timestamp,
        _ => Properties[name],
    };
}
