using System.Collections.Concurrent;
using System.Reflection;
using System.Runtime.Serialization;

namespace Azure.Data.Tables.Wire;

/// <summary>The properties of a row class that are stored, under the names they are stored by.</summary>
internal sealed class EntityMembers
{
    private static readonly ConcurrentDictionary<Type, EntityMembers> Known = new();

    private EntityMembers(Type type)
    {
        foreach (var property in type.GetProperties(BindingFlags.Public | BindingFlags.Instance))
        {
            if (property.GetIndexParameters().Length == 0
                && !IsSystem(property.Name)
                && !property.IsDefined(typeof(IgnoreDataMemberAttribute)))
            {
                Properties[StoredName(property)] = property;
            }
        }
    }

    internal Dictionary<string, PropertyInfo> Properties { get; } = [];

    internal static EntityMembers Of(Type type) => Known.GetOrAdd(type, static key => new EntityMembers(key));

    internal static bool IsSystem(string name) =>
        name is nameof(ITableEntity.PartitionKey) or nameof(ITableEntity.RowKey) or nameof(ITableEntity.Timestamp) or nameof(ITableEntity.ETag);

    internal static string StoredName(MemberInfo member) =>
        member.GetCustomAttribute<DataMemberAttribute>()?.Name is { Length: > 0 } name ? name : member.Name;
}
