using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Tollgate.Domain.Handles;

namespace Tollgate.Domain.Sealing;

/// <summary>
/// AES-256-GCM for sealed values (number, nonce, tag, ciphertext) and HMAC-SHA256 for codes (number, code). The number is that of
/// the version of the root (docs/adr/0017).
/// </summary>
public sealed class Sealer(ISealingRoots roots, Randomness randomness) : ISealer
{
    private const string ForSeals = "seal";
    private const string ForMacs = "mac";
    private const int NumberLength = sizeof(uint);
    private const int NonceLength = 12;
    private const int TagLength = 16;
    private const int CipherAt = NumberLength + NonceLength + TagLength;

    public async ValueTask PrepareAsync(CancellationToken cancellationToken) => await roots.NewestAsync(cancellationToken);

    public async ValueTask<byte[]> SealAsync(SealingPurpose purpose, string place, ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        var root = await roots.NewestAsync(cancellationToken);
        var box = new byte[CipherAt + bytes.Length];
        BinaryPrimitives.WriteUInt32BigEndian(box, root.Number);
        randomness.Fill(NonceOf(box));
        using var aes = new AesGcm(root.KeyFor(ForSeals, purpose), TagLength);
        aes.Encrypt(NonceOf(box), bytes.Span, box.AsSpan(CipherAt), TagOf(box), Encoding.UTF8.GetBytes(place));
        return box;
    }

    public async ValueTask<byte[]?> OpenAsync(SealingPurpose purpose, string place, ReadOnlyMemory<byte> box, CancellationToken cancellationToken)
    {
        if (box.Length < CipherAt || await roots.FindAsync(NumberIn(box), cancellationToken) is not { } root)
            return null;
        var (sealedBox, plain) = (box.ToArray(), new byte[box.Length - CipherAt]);
        using var aes = new AesGcm(root.KeyFor(ForSeals, purpose), TagLength);
        try
        {
            aes.Decrypt(NonceOf(sealedBox), sealedBox.AsSpan(CipherAt), TagOf(sealedBox), plain, Encoding.UTF8.GetBytes(place));
            return plain;
        }
        catch (AuthenticationTagMismatchException)
        {
            return null;
        }
    }

    public async ValueTask<byte[]> MacAsync(SealingPurpose purpose, string place, ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        var root = await roots.NewestAsync(cancellationToken);
        return [.. NumberOf(root), .. Mac(root, purpose, place, bytes.Span)];
    }

    public async ValueTask<MacVerdict> CheckMacAsync(
        SealingPurpose purpose, string place, ReadOnlyMemory<byte> bytes, ReadOnlyMemory<byte> mac, CancellationToken cancellationToken)
    {
        if (mac.Length != NumberLength + HMACSHA256.HashSizeInBytes || await roots.FindAsync(NumberIn(mac), cancellationToken) is not { } root)
            return MacVerdict.Wrong;
        if (!CryptographicOperations.FixedTimeEquals(Mac(root, purpose, place, bytes.Span), mac.Span[NumberLength..]))
            return MacVerdict.Wrong;
        return root.Number == (await roots.NewestAsync(cancellationToken)).Number ? MacVerdict.Right : MacVerdict.RightByOlderRoot;
    }

    /// <summary>The length stands before the place, so that the place cannot run into the bytes.</summary>
    private static byte[] Mac(SealingRoot root, SealingPurpose purpose, string place, ReadOnlySpan<byte> bytes)
    {
        byte[] whole = [.. LengthPrefixed.Join(Encoding.UTF8.GetBytes(place)), .. bytes];
        return HMACSHA256.HashData(root.KeyFor(ForMacs, purpose), whole);
    }

    private static byte[] NumberOf(SealingRoot root)
    {
        var number = new byte[NumberLength];
        BinaryPrimitives.WriteUInt32BigEndian(number, root.Number);
        return number;
    }

    private static uint NumberIn(ReadOnlyMemory<byte> value) => BinaryPrimitives.ReadUInt32BigEndian(value.Span);

    private static Span<byte> NonceOf(byte[] box) => box.AsSpan(NumberLength, NonceLength);

    private static Span<byte> TagOf(byte[] box) => box.AsSpan(NumberLength + NonceLength, TagLength);
}
