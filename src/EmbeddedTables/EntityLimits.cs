using System.Buffers;

namespace Tollgate.EmbeddedTables;

/// <summary>The service's limits on names, keys, properties and rows.</summary>
internal static class EntityLimits
{
    internal const int ActionsInTransaction = 100;
    internal const int TransactionBytes = 4 * 1024 * 1024;
    private const int KeyLength = 1024;
    private const int PropertyCount = 252;
    private const int PropertyNameLength = 255;
    private const int PropertyBytes = 64 * 1024;
    private const int EntityBytes = 1024 * 1024;

    private static readonly SearchValues<char> ForbiddenInKeys = SearchValues.Create(
        ['/', '\\', '#', '?', .. Enumerable.Range(0, 0x20).Concat(Enumerable.Range(0x7F, 0x21)).Select(code => (char)code)]);

    internal static bool IsTableName(string name) =>
        name.Length is >= 3 and <= 63
        && char.IsAsciiLetter(name[0])
        && name.All(char.IsAsciiLetterOrDigit)
        && !name.Equals("tables", StringComparison.OrdinalIgnoreCase);

    internal static TableFault? FaultOfKeys(string partitionKey, string rowKey)
    {
        if (partitionKey.AsSpan().ContainsAny(ForbiddenInKeys) || rowKey.AsSpan().ContainsAny(ForbiddenInKeys))
        {
            return new(400, "OutOfRangeInput", "A key holds a character that keys cannot hold.");
        }

        return partitionKey.Length > KeyLength || rowKey.Length > KeyLength
            ? new(400, "KeyValueTooLarge", "A key is longer than 1,024 characters.")
            : null;
    }

    internal static TableFault? Fault(Row row)
    {
        var (names, values) = (row.Properties.Names, row.Properties.Values);
        var count = 0;
        for (var i = 0; i < names.Length; i++)
        {
            if (values[i] is not { } value)
            {
                continue;
            }

            count++;
            if (FaultOfName(names[i]) is { } fault)
            {
                return fault;
            }

            if (Size(value) > PropertyBytes)
            {
                return new(400, "PropertyValueTooLarge", "A property is larger than 64 KiB.");
            }
        }

        return count > PropertyCount ? new(400, "TooManyProperties", "The entity has more than 252 properties of its own.")
            : Size(row) > EntityBytes ? new(400, "EntityTooLarge", "The entity is larger than 1 MiB.")
            : null;
    }

    /// <summary>The size of a row's properties as the service counts it.</summary>
    internal static int Size(RowProperties properties)
    {
        var size = 4;
        for (var i = 0; i < properties.Names.Length; i++)
        {
            size += properties.Values[i] is { } value ? 8 + (2 * properties.Names[i].Length) + Size(value) : 0;
        }

        return size;
    }

    private static int Size(Row row) => (2 * (row.PartitionKey.Length + row.RowKey.Length)) + Size(row.Properties);

    private static int Size(object value) => value switch
    {
        string text => 2 * text.Length,
        byte[] bytes => bytes.Length,
        Guid => 16,
        bool => 1,
        int => 4,
        _ => 8,
    };

    private static TableFault? FaultOfName(string name)
    {
        if (name.Length > PropertyNameLength)
        {
            return new(400, "PropertyNameTooLong", "A property's name is longer than 255 characters.");
        }

        var valid = name.Length > 0 && !char.IsDigit(name[0]);
        foreach (var character in name)
        {
            valid &= character == '_' || char.IsLetterOrDigit(character);
        }

        return valid ? null : new(400, "PropertyNameInvalid", "A property's name is not an identifier.");
    }
}
