using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using Tollgate.Domain.Handles;
using Tollgate.Domain.Sealing;

namespace Tollgate.Functions.Signing;

/// <summary>
/// The seals of the rows of signing keys: a code over ring, algorithm, number, public key, dates and revocation. A row without a seal
/// proves nothing: everyone who knows the public half of the vault's key can wrap a key with it (docs/adr/0017).
/// </summary>
public sealed class EpochSeals(ISealer sealer)
{
    /// <summary>Reads the root, so that the first check does not wait for it.</summary>
    public ValueTask PrepareAsync() => sealer.PrepareAsync(CancellationToken.None);

    /// <exception cref="NoSealingRootException">There is no root, or this program may not read it.</exception>
    public async Task<EpochKey> SealAsync(EpochKey key, CancellationToken cancellationToken) =>
        key with { Seal = await sealer.MacAsync(SealingPurpose.SigningKeyRow, PlaceOf(key), Canonical(key), cancellationToken) };

    /// <exception cref="NoSealingRootException">There is no root, or this program may not read it.</exception>
    public ValueTask<MacVerdict> CheckAsync(EpochKey key, CancellationToken cancellationToken) =>
        sealer.CheckMacAsync(SealingPurpose.SigningKeyRow, PlaceOf(key), Canonical(key), key.Seal, cancellationToken);

    /// <summary>Whether the same seal is right for both keys.</summary>
    public static bool AreAlike(EpochKey one, EpochKey other) =>
        PlaceOf(one) == PlaceOf(other) && Canonical(one).AsSpan().SequenceEqual(Canonical(other));

    private static string PlaceOf(EpochKey key) => $"{key.Ring}|{EpochKeyTable.RowKeyOf(key)}";

    internal static byte[] Canonical(EpochKey key) => LengthPrefixed.Join(
        Encoding.UTF8.GetBytes(key.Ring),
        Encoding.UTF8.GetBytes(key.Algorithm),
        Encoding.UTF8.GetBytes(key.Sequence.ToString(CultureInfo.InvariantCulture)),
        key.PublicKey,
        key.IsDated ? Time(key.CreatedAt) : null,
        key.RotateAt is { } at ? Time(at) : null,
        [key.IsRevoked ? (byte)1 : (byte)0]);

    private static byte[] Time(DateTimeOffset time)
    {
        var ticks = new byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(ticks, time.UtcTicks);
        return ticks;
    }
}
