using System.Security.Cryptography;
using Tollgate.Domain.Keys;

namespace Tollgate.Functions.Signing;

/// <summary>
/// One key pair of wrapped mode as stored: the public key, and the private key sealed so that only the vault's key opens it.
/// </summary>
/// <param name="Sequence">
/// The number of the key within its ring and algorithm. The instance that inserts the next number makes the next key.
/// </param>
public sealed record EpochKey(string Ring, string Algorithm, int Sequence)
{
    /// <summary>The public key as SubjectPublicKeyInfo.</summary>
    public required byte[] PublicKey { get; init; }

    /// <summary>The private key as PKCS#8, encrypted with the content key.</summary>
    public required byte[] Sealed { get; init; }

    /// <summary>The content key, wrapped by the vault.</summary>
    public required byte[] ContentKey { get; init; }

    /// <summary>The version of the vault's key that wrapped the content key.</summary>
    public required string WrapKeyVersion { get; init; }

    /// <summary>
    /// The start of the key's announcement: the time at which the table accepted the row, by the table's clock. A key that is not stored yet
    /// has the default value.
    /// </summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>The time from which an operator wants the next key, regardless of the schedule.</summary>
    public DateTimeOffset? RotateAt { get; init; }

    /// <summary>A revoked key neither signs nor verifies.</summary>
    public bool IsRevoked { get; init; }

    /// <summary>
    /// Whether the row has a column for <see cref="CreatedAt"/>. A row that has never changed has none: the table's own timestamp is that
    /// time.
    /// </summary>
    public bool IsDated { get; init; }

    /// <summary>The seal, which shows that this server wrote the row (<see cref="EpochSeals"/>). Rows that earlier versions wrote have no seal.</summary>
    public byte[]? Seal { get; init; }

    /// <summary>Whether the private key has been removed. Such a row only verifies hints (<see cref="KeySchedule.HintLifetime"/>).</summary>
    public bool IsSpent => Sealed.Length == 0 && ContentKey.Length == 0 && WrapKeyVersion.Length == 0;

    /// <summary>The version of the row that was read.</summary>
    public string? Version { get; init; }

    /// <summary>The row without the private key and without a seal. If the row had a seal, the caller makes a new one.</summary>
    public EpochKey Spent() => this with { Sealed = [], ContentKey = [], WrapKeyVersion = "", Seal = null, IsDated = true };

    /// <exception cref="CryptographicException">The row has no valid key of its algorithm.</exception>
    public PublicKey ReadPublicKey()
    {
        if (SigningAlgorithms.IsRsa(Algorithm))
        {
            using var rsa = RSA.Create();
            rsa.ImportSubjectPublicKeyInfo(PublicKey, out _);
            return new PublicKey(Algorithm, rsa.ExportParameters(false));
        }

        using var ecdsa = ECDsa.Create();
        ecdsa.ImportSubjectPublicKeyInfo(PublicKey, out _);
        return new PublicKey(Algorithm, ecdsa.ExportParameters(false));
    }
}
