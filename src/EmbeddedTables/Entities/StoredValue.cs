using System.Globalization;

namespace Tollgate.EmbeddedTables.Entities;

/// <summary>Converts a property's value to one of the eight stored types and back. It copies mutable values.</summary>
internal static class StoredValue
{
    internal static object? From(object? value) => value switch
    {
        null or string or int or bool or long or double or DateTimeOffset or Guid => value,
        byte[] bytes => bytes.Clone(),
        BinaryData data => data.ToArray(),
        Enum => value.ToString(),
        DateTime { Kind: DateTimeKind.Utc } moment => new DateTimeOffset(moment),
        DateTime => throw new NotSupportedException("A DateTime must be of kind Utc to be stored."),
        short or ushort or byte or sbyte => Convert.ToInt32(value, CultureInfo.InvariantCulture),
        uint or ulong => Convert.ToInt64(value, CultureInfo.InvariantCulture),
        float number => (double)number,
        _ => throw new NotSupportedException($"A value of type {value.GetType()} cannot be stored in a table."),
    };

    /// <summary>The conversion from a stored value to a property's type.</summary>
    internal static Func<object, TValue> To<TValue>()
    {
        var type = Nullable.GetUnderlyingType(typeof(TValue)) ?? typeof(TValue);
        return type == typeof(byte[]) ? stored => (TValue)((byte[])stored).Clone()
            : type == typeof(BinaryData) ? stored => (TValue)(object)new BinaryData((byte[])((byte[])stored).Clone())
            : type == typeof(DateTime) ? stored => (TValue)(object)((DateTimeOffset)stored).UtcDateTime
            : type.IsEnum ? stored => (TValue)Enum.Parse(type, (string)stored)
            : stored => stored is TValue same ? same : (TValue)Convert.ChangeType(stored, type, CultureInfo.InvariantCulture);
    }
}
