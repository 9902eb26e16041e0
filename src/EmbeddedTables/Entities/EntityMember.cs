using System.Reflection;
using System.Runtime.Serialization;

namespace Tollgate.EmbeddedTables.Entities;

/// <summary>One stored property of a row class, reached through delegates.</summary>
internal sealed class EntityMember
{
    private static readonly MethodInfo Factory = typeof(EntityMember).GetMethod(nameof(Make), BindingFlags.Static | BindingFlags.NonPublic)!;

    private EntityMember(string name, Func<object, object?>? read, Action<object, object>? write) => (Name, Read, Write) = (name, read, write);

    internal string Name { get; }

    internal Func<object, object?>? Read { get; }

    internal Action<object, object>? Write { get; }

    internal static EntityMember Of(Type type, PropertyInfo property) =>
        (EntityMember)Factory.MakeGenericMethod(type, property.PropertyType).Invoke(null, [property])!;

    private static EntityMember Make<TEntity, TValue>(PropertyInfo property)
        where TEntity : class
    {
        var name = property.GetCustomAttribute<DataMemberAttribute>()?.Name is { Length: > 0 } given ? given : property.Name;
        var getter = property.GetMethod is { IsPublic: true } get ? get.CreateDelegate<Func<TEntity, TValue>>() : null;
        var setter = property.SetMethod is { IsPublic: true } set ? set.CreateDelegate<Action<TEntity, TValue>>() : null;
        var convert = StoredValue.To<TValue>();
        return new(
            name,
            getter == null ? null : entity => StoredValue.From(getter((TEntity)entity)),
            setter == null ? null : (entity, value) => setter((TEntity)entity, convert(value)));
    }
}
