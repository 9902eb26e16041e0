using System.Text;

namespace Tollgate.EmbeddedTables.Sqlite;

/// <summary>A row's properties as bytes: the number of properties, and then the name, type and value of each property.</summary>
internal static class RowPropertiesCodec
{
    private enum Kind : byte
    {
        String = 1,
        Int32,
        Int64,
        Boolean,
        Double,
        DateTime,
        Guid,
        Binary,
    }

    internal static byte[] Encode(RowProperties properties)
    {
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream, Encoding.UTF8);
        writer.Write7BitEncodedInt(properties.Values.Count(value => value != null));
        for (var i = 0; i < properties.Names.Length; i++)
        {
            if (properties.Values[i] is { } value)
            {
                writer.Write(properties.Names[i]);
                Write(writer, value);
            }
        }

        writer.Flush();
        return stream.ToArray();
    }

    internal static RowProperties Decode(byte[] body)
    {
        using var reader = new BinaryReader(new MemoryStream(body, writable: false), Encoding.UTF8);
        var names = new string[reader.Read7BitEncodedInt()];
        var values = new object?[names.Length];
        for (var i = 0; i < names.Length; i++)
        {
            names[i] = reader.ReadString();
            values[i] = Read(reader, (Kind)reader.ReadByte());
        }

        return new(names, values);
    }

    private static void Write(BinaryWriter writer, object value)
    {
        switch (value)
        {
            case string text:
                Tag(writer, Kind.String).Write(text);
                break;
            case int number:
                Tag(writer, Kind.Int32).Write(number);
                break;
            case long number:
                Tag(writer, Kind.Int64).Write(number);
                break;
            case bool flag:
                Tag(writer, Kind.Boolean).Write(flag);
                break;
            case double number:
                Tag(writer, Kind.Double).Write(number);
                break;
            case DateTimeOffset moment:
                Tag(writer, Kind.DateTime).Write(moment.UtcTicks);
                break;
            case Guid id:
                Tag(writer, Kind.Guid).Write(id.ToByteArray());
                break;
            default:
                var bytes = (byte[])value;
                Tag(writer, Kind.Binary).Write7BitEncodedInt(bytes.Length);
                writer.Write(bytes);
                break;
        }
    }

    private static BinaryWriter Tag(BinaryWriter writer, Kind kind)
    {
        writer.Write((byte)kind);
        return writer;
    }

    private static object Read(BinaryReader reader, Kind kind) => kind switch
    {
        Kind.String => reader.ReadString(),
        Kind.Int32 => reader.ReadInt32(),
        Kind.Int64 => reader.ReadInt64(),
        Kind.Boolean => reader.ReadBoolean(),
        Kind.Double => reader.ReadDouble(),
        Kind.DateTime => new DateTimeOffset(reader.ReadInt64(), TimeSpan.Zero),
        Kind.Guid => new Guid(reader.ReadBytes(16)),
        Kind.Binary => reader.ReadBytes(reader.Read7BitEncodedInt()),
        _ => throw new InvalidDataException($"The file holds a value of the unknown kind {(byte)kind}."),
    };
}
