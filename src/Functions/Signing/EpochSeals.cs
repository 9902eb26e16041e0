using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using Tollgate.Domain.Sealing;

namespace Tollgate.Functions.Signing;

/// <summary>
/// The seals of the rows of signing keys: a code over ring, algorithm, number, public key, dates and revocation. Without it a row
/// proves nothing, because anybody who knows the public half of the vault's key can wrap a key of their own (docs/adr/0017).
/// </summary>
public sealed class EpochSeals(ISealer sealer)
{
    private const int None = -1;

    /// <summary>Reads the root, so that the first check does not wait for it.</summary>
    public ValueTask PrepareAsync() => sealer.PrepareAsync(CancellationToken.None);

    /// <exception cref="NoSealingRootException">There is no root, or this program may not read it.</exception>
    public async Task<EpochKey> SealAsync(EpochKey key, CancellationToken cancellationToken) =>
        key with { Seal = await sealer.MacAsync(SealingPurpose.SigningKeyRow, PlaceOf(key), Canonical(key), cancellationToken) };

    /// <exception cref="NoSealingRootException">There is no root, or this program may not read it.</exception>
    public ValueTask<MacVerdict> CheckAsync(EpochKey key, CancellationToken cancellationToken) =>
        sealer.CheckMacAsync(SealingPurpose.SigningKeyRow, PlaceOf(key), Canonical(key), key.Seal, cancellationToken);

    /// <summary>Whether a seal of one is good for the other.</summary>
    public static bool AreAlike(EpochKey one, EpochKey other) =>
        PlaceOf(one) == PlaceOf(other) && Canonical(one).AsSpan().SequenceEqual(Canonical(other));

    private static string PlaceOf(EpochKey key) => $"{key.Ring}|{EpochKeyTable.RowKeyOf(key)}";

    /// <summary>Each part with its length before it, so that no part runs into the next.</summary>
    internal static byte[] Canonical(EpochKey key) =>
    [
        .. Part(Encoding.UTF8.GetBytes(key.Ring)), .. Part(Encoding.UTF8.GetBytes(key.Algorithm)),
        .. Part(Encoding.UTF8.GetBytes(key.Sequence.ToString(CultureInfo.InvariantCulture))), .. Part(key.PublicKey),
        .. Part(key.IsDated ? Time(key.CreatedAt) : null), .. Part(key.RotateAt is { } at ? Time(at) : null), .. Part([key.IsRevoked ? (byte)1 : (byte)0]),
    ];

    private static byte[] Time(DateTimeOffset time)
    {
        var ticks = new byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(ticks, time.UtcTicks);
        return ticks;
    }

    private static byte[] Part(byte[]? part)
    {
        var length = new byte[sizeof(int)];
        BinaryPrimitives.WriteInt32BigEndian(length, part?.Length ?? None);
        return [.. length, .. part ?? []];
    }
}
