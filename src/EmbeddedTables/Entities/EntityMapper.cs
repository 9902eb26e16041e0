using Azure;
using Azure.Data.Tables;

namespace Tollgate.EmbeddedTables.Entities;

/// <summary>Copies entities into rows and rows into entities, so that they share no state.</summary>
internal static class EntityMapper
{
    internal static RowChange ToChange(ITableEntity entity, TableTransactionActionType type, ETag ifMatch)
    {
        ArgumentNullException.ThrowIfNull(entity);
        ArgumentNullException.ThrowIfNull(entity.PartitionKey, nameof(entity));
        ArgumentNullException.ThrowIfNull(entity.RowKey, nameof(entity));
        var properties = type == TableTransactionActionType.Delete ? RowProperties.None : PropertiesOf(entity);
        return new(type, entity.RowKey, properties, ifMatch);
    }

    internal static T ToEntity<T>(Row row, EntityColumns? columns)
        where T : class, ITableEntity
    {
        var entity = Activator.CreateInstance<T>();
        if (columns == null || columns.Has(nameof(entity.PartitionKey)))
        {
            entity.PartitionKey = row.PartitionKey;
        }

        if (columns == null || columns.Has(nameof(entity.RowKey)))
        {
            entity.RowKey = row.RowKey;
        }

        if (columns == null || columns.Has(nameof(entity.Timestamp)))
        {
            entity.Timestamp = row.Timestamp;
        }

        entity.ETag = new ETag(row.ETag);
        if (entity is IDictionary<string, object> dictionary)
        {
            Fill(dictionary, row.Properties, columns);
        }
        else
        {
            EntityMap.Of(typeof(T)).Write(entity, row.Properties, columns);
        }

        return entity;
    }

    private static RowProperties PropertiesOf(ITableEntity entity) =>
        entity is IDictionary<string, object> dictionary ? PropertiesOf(dictionary) : EntityMap.Of(entity.GetType()).Read(entity);

    private static RowProperties PropertiesOf(IDictionary<string, object> dictionary)
    {
        var names = new string[dictionary.Count];
        var values = new object?[dictionary.Count];
        var count = 0;
        foreach (var (name, value) in dictionary)
        {
            if (name != "odata.etag" && !EntityMap.IsSystem(name))
            {
                names[count] = name;
                values[count++] = value is Enum
                    ? throw new NotSupportedException("An enum can only be stored through a row class of its own.")
                    : StoredValue.From(value);
            }
        }

        return new(names[..count], values[..count]);
    }

    private static void Fill(IDictionary<string, object> entity, RowProperties properties, EntityColumns? columns)
    {
        for (var i = 0; i < properties.Names.Length; i++)
        {
            if (properties.Values[i] is { } value && (columns == null || columns.Has(properties.Names[i])))
            {
                entity[properties.Names[i]] = value is byte[] bytes ? bytes.Clone() : value;
            }
        }
    }
}
