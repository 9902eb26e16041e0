using System.Security.Cryptography;
using Tollgate.Domain.Keys;

namespace Tollgate.Functions.Signing;

/// <summary>
/// Makes key pairs of wrapped mode. It zeroes the plain private key at once. Later the instance lets the vault open the key like any other
/// key. This shows that the vault can open the key before the key has to sign.
/// </summary>
internal sealed class EpochKeyMaker(EpochKeyTable table, KeyEnvelope envelope, EpochTrust trust, SigningAlarm alarm)
{
    private const string Sealing = "sealing";

    /// <summary>Makes the next key, unless another instance does so first.</summary>
    /// <param name="number">The next free number, as <see cref="EpochList.NextNumber(string)"/> says.</param>
    /// <returns>Whether this instance made the key.</returns>
    /// <exception cref="NoSigningKeyException">The vault refuses to seal the key.</exception>
    public Task<bool> MakeAsync(string ring, string algorithm, int number, CancellationToken cancellationToken) =>
        alarm.WatchAsync(Sealing, () => MakeSealedAsync(ring, algorithm, number, cancellationToken));

    private async Task<bool> MakeSealedAsync(string ring, string algorithm, int number, CancellationToken cancellationToken)
    {
        using AsymmetricAlgorithm pair = SigningAlgorithms.IsRsa(algorithm) ? RSA.Create(2048) : ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var plain = GC.AllocateUninitializedArray<byte>(4096, pinned: true);
        try
        {
            if (!pair.TryExportPkcs8PrivateKey(plain, out var length))
                throw new CryptographicException("The private key is larger than its buffer.");
            var next = await envelope.SealAsync(
                ring, algorithm, number, pair.ExportSubjectPublicKeyInfo(), plain.AsMemory(0, length), cancellationToken);
            return await table.TryAddAsync(await trust.SealAsync(next, cancellationToken), cancellationToken);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(plain);
        }
    }
}
