using System.Buffers.Binary;

namespace Tollgate.Domain.Handles;

/// <summary>Canonical bytes of several parts: each has its length before it, as 32 bits in big endian, so that no part runs into the next.</summary>
public static class LengthPrefixed
{
    /// <summary>The length that stands for a part that is not there.</summary>
    public const int Absent = -1;

    public static byte[] Join(params ReadOnlySpan<byte[]?> parts)
    {
        using var bytes = new MemoryStream();
        Span<byte> length = stackalloc byte[sizeof(int)];
        foreach (var part in parts)
        {
            BinaryPrimitives.WriteInt32BigEndian(length, part?.Length ?? Absent);
            bytes.Write(length);
            bytes.Write(part);
        }

        return bytes.ToArray();
    }
}
