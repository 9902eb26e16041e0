using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Tollgate.Domain.Handles;

namespace Tollgate.Domain.Sealing;

/// <summary>
/// One version of the root: 256 random bits that every sealing key is derived from (HKDF-SHA256, RFC 5869). Its number follows
/// from the bits, so all instances call a version by the same number.
/// </summary>
public sealed class SealingRoot
{
    public const int Length = 32;

    private readonly byte[] _bytes;

    private SealingRoot(byte[] bytes)
    {
        _bytes = bytes;
        Number = BinaryPrimitives.ReadUInt32BigEndian(HKDF.DeriveKey(HashAlgorithmName.SHA256, bytes, sizeof(uint), info: "tollgate number"u8.ToArray()));
    }

    /// <summary>Every value that is sealed under this version begins with this number.</summary>
    public uint Number { get; }

    /// <summary>Null when the text is not 256 bits in base64.</summary>
    public static SealingRoot? Parse(string text)
    {
        Span<byte> bytes = stackalloc byte[Length + 1];
        return Convert.TryFromBase64String(text.Trim(), bytes, out var length) && length == Length ? new SealingRoot(bytes[..Length].ToArray()) : null;
    }

    /// <summary>A new root, as <see cref="Parse"/> takes it.</summary>
    public static string NewText(Randomness randomness)
    {
        Span<byte> bytes = stackalloc byte[Length];
        randomness.Fill(bytes);
        var text = Convert.ToBase64String(bytes);
        CryptographicOperations.ZeroMemory(bytes);
        return text;
    }

    /// <param name="use">How the key is used: one key never serves two algorithms.</param>
    internal byte[] KeyFor(string use, SealingPurpose purpose) => HKDF.DeriveKey(
        HashAlgorithmName.SHA256, _bytes, Length, info: Encoding.UTF8.GetBytes($"tollgate|{use}|{purpose.Name}|{Number:x8}"));
}
