namespace Tollgate.Domain.Sealing;

/// <summary>
/// Seals values that tables and browsers keep for the server, and recognises its own seals. A seal is bound to a purpose and to a
/// place: a value that was moved to another place does not open there. A seal does not show that a value is the newest of its
/// place.
/// </summary>
public interface ISealer
{
    /// <summary>Reads the root, so that the next use does not wait for it.</summary>
    ValueTask PrepareAsync(CancellationToken cancellationToken);

    /// <summary>Encrypts the bytes under the newest version of the root.</summary>
    ValueTask<byte[]> SealAsync(SealingPurpose purpose, string place, ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken);

    /// <summary>Null when this server has not sealed the value for this purpose and this place.</summary>
    ValueTask<byte[]?> OpenAsync(SealingPurpose purpose, string place, ReadOnlyMemory<byte> box, CancellationToken cancellationToken);

    /// <summary>A code that shows later that the bytes are unchanged. It does not hide them.</summary>
    ValueTask<byte[]> MacAsync(SealingPurpose purpose, string place, ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken);

    /// <summary>Whether this server made the code for this purpose, this place and these bytes.</summary>
    ValueTask<MacVerdict> CheckMacAsync(
        SealingPurpose purpose, string place, ReadOnlyMemory<byte> bytes, ReadOnlyMemory<byte> mac, CancellationToken cancellationToken);
}

/// <summary>The result of checking a code.</summary>
public enum MacVerdict
{
    Wrong,

    /// <summary>The code is right, but was made under an older version of the root.</summary>
    RightByOlderRoot,

    Right,
}
