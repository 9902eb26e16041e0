using System.Collections.Concurrent;
using System.Reflection;
using System.Runtime.Serialization;
using Azure.Data.Tables;

namespace Tollgate.EmbeddedTables.Entities;

/// <summary>How a row class is stored. There is one map for each class.</summary>
internal sealed class EntityMap
{
    private static readonly ConcurrentDictionary<Type, EntityMap> Known = new();

    private readonly EntityMember[] _members;
    private readonly string[] _names;
    private readonly Dictionary<string, EntityMember> _byName;

    private EntityMap(Type type)
    {
        _members =
        [
            .. type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
                .Where(property => property.GetIndexParameters().Length == 0
                    && !IsSystem(property.Name) && !property.IsDefined(typeof(IgnoreDataMemberAttribute)))
                .Select(property => EntityMember.Of(type, property)),
        ];
        _names = Array.ConvertAll(_members, member => member.Name);
        _byName = _members.ToDictionary(member => member.Name, StringComparer.Ordinal);
    }

    internal static EntityMap Of(Type type) => Known.GetOrAdd(type, static key => new EntityMap(key));

    internal static bool IsSystem(string name) =>
        name is nameof(ITableEntity.PartitionKey) or nameof(ITableEntity.RowKey) or nameof(ITableEntity.Timestamp) or nameof(ITableEntity.ETag);

    internal RowProperties Read(object entity)
    {
        var values = new object?[_members.Length];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = _members[i].Read?.Invoke(entity);
        }

        return new(_names, values);
    }

    internal void Write(object entity, RowProperties properties, EntityColumns? columns)
    {
        // A row that this class wrote shares the array of names, so the members need no look-up by name.
        var aligned = ReferenceEquals(properties.Names, _names);
        for (var i = 0; i < properties.Names.Length; i++)
        {
            if (properties.Values[i] is { } value && (columns == null || columns.Has(properties.Names[i])))
            {
                var member = aligned ? _members[i] : _byName.GetValueOrDefault(properties.Names[i]);
                member?.Write?.Invoke(entity, value);
            }
        }
    }
}
