using System.Security.Cryptography;
using Tollgate.Domain.Keys;

namespace Tollgate.Functions.Signing;

/// <summary>One key pair of wrapped mode as it rests: the public half, and the private half that only the vault's key opens.</summary>
/// <param name="Sequence">Counts the keys of one ring and algorithm; the instance that inserts the next number makes the next key.</param>
public sealed record EpochKey(string Ring, string Algorithm, int Sequence)
{
    /// <summary>SubjectPublicKeyInfo.</summary>
    public required byte[] PublicKey { get; init; }

    /// <summary>PKCS#8, encrypted with the content key.</summary>
    public required byte[] Sealed { get; init; }

    /// <summary>The content key, wrapped by the vault.</summary>
    public required byte[] ContentKey { get; init; }

    /// <summary>The version of the vault's key that wrapped it.</summary>
    public required string WrapKeyVersion { get; init; }

    /// <summary>Its announcement begins: when the table took it in, by the table's clock. Before that it means nothing.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>An operator wants the next key from this time on, whatever the schedule says.</summary>
    public DateTimeOffset? RotateAt { get; init; }

    /// <summary>Neither signs nor verifies any more.</summary>
    public bool IsRevoked { get; init; }

    /// <summary>The version of the row that was read.</summary>
    public string? Version { get; init; }

    /// <exception cref="CryptographicException">The row holds no key of its algorithm.</exception>
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
