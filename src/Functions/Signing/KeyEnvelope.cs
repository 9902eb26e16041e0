using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Azure;
using Azure.Security.KeyVault.Keys;
using Azure.Security.KeyVault.Keys.Cryptography;
using Tollgate.Domain.Keys;

namespace Tollgate.Functions.Signing;

/// <summary>
/// Seals private keys for the tables with AES-256-GCM. Each private key has a content key of its own, which an RSA key of the vault wraps.
/// The seal is bound to the place of the key and to its public key, so that no row can replace another (docs/adr/0012).
/// </summary>
internal sealed class KeyEnvelope(KeyClient vault, TimeProvider time)
{
    public const string KeyName = KeyNames.Wrap;

    private const int ContentKeyLength = 32;
    private static readonly int TagAt = AesGcm.NonceByteSizes.MaxSize;
    private static readonly int CipherAt = TagAt + AesGcm.TagByteSizes.MaxSize;

    /// <exception cref="NoSigningKeyException">The vault's key is disabled or gone, or the app may not use it.</exception>
    public async Task<EpochKey> SealAsync(
        string ring, string algorithm, int sequence, byte[] publicKey, ReadOnlyMemory<byte> privateKey, CancellationToken cancellationToken)
    {
        var contentKey = GC.AllocateUninitializedArray<byte>(ContentKeyLength, pinned: true);
        RandomNumberGenerator.Fill(contentKey);
        try
        {
            var wrapped = await AskAsync(
                token => vault.GetCryptographyClient(KeyName).WrapKeyAsync(KeyWrapAlgorithm.RsaOaep256, contentKey, token), cancellationToken);
            return new EpochKey(ring, algorithm, sequence)
            {
                PublicKey = publicKey,
                Sealed = Encrypt(contentKey, privateKey.Span, PlaceOf(ring, algorithm, sequence, publicKey)),
                ContentKey = wrapped.EncryptedKey,
                WrapKeyVersion = new KeyProperties(new Uri(wrapped.KeyId)).Version,
            };
        }
        finally
        {
            CryptographicOperations.ZeroMemory(contentKey);
        }
    }

    /// <summary>Returns the private key, in memory that does not move. The caller zeroes it.</summary>
    /// <exception cref="CryptographicException">The row has changed since it was sealed.</exception>
    /// <exception cref="NoSigningKeyException">The vault's key is disabled or gone, or the app may not use it.</exception>
    public async Task<byte[]> OpenAsync(EpochKey key, CancellationToken cancellationToken)
    {
        if (key.Sealed.Length <= CipherAt || key.WrapKeyVersion.Length == 0)
            throw new CryptographicException("The row of the key is damaged.");
        var unwrapped = await AskAsync(
            token => vault.GetCryptographyClient(KeyName, key.WrapKeyVersion).UnwrapKeyAsync(KeyWrapAlgorithm.RsaOaep256, key.ContentKey, token),
            cancellationToken);
        try
        {
            return Decrypt(unwrapped.Key, key.Sealed, PlaceOf(key.Ring, key.Algorithm, key.Sequence, key.PublicKey));
        }
        finally
        {
            CryptographicOperations.ZeroMemory(unwrapped.Key);
        }
    }

    private async Task<T> AskAsync<T>(Func<CancellationToken, Task<T>> call, CancellationToken cancellationToken)
    {
        try
        {
            return await VaultClient.WithinBoundAsync(call, time, cancellationToken);
        }
        catch (RequestFailedException exception) when (exception.Status is 403 or 404)
        {
            throw VaultRefusal.Unwrapped(KeyName, exception);
        }
    }

    private static byte[] PlaceOf(string ring, string algorithm, int sequence, byte[] publicKey) =>
        [.. Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{ring}|{algorithm}|{sequence}|")), .. publicKey];

    /// <summary>Returns nonce, tag and ciphertext in one array. A content key seals only once, so no nonce repeats.</summary>
    private static byte[] Encrypt(byte[] contentKey, ReadOnlySpan<byte> plain, byte[] place)
    {
        using var aes = new AesGcm(contentKey, AesGcm.TagByteSizes.MaxSize);
        var box = new byte[CipherAt + plain.Length];
        RandomNumberGenerator.Fill(box.AsSpan(0, TagAt));
        aes.Encrypt(box.AsSpan(0, TagAt), plain, box.AsSpan(CipherAt), box.AsSpan(TagAt, CipherAt - TagAt), place);
        return box;
    }

    private static byte[] Decrypt(byte[] contentKey, byte[] box, byte[] place)
    {
        using var aes = new AesGcm(contentKey, AesGcm.TagByteSizes.MaxSize);
        var plain = GC.AllocateUninitializedArray<byte>(box.Length - CipherAt, pinned: true);
        aes.Decrypt(box.AsSpan(0, TagAt), box.AsSpan(CipherAt), box.AsSpan(TagAt, CipherAt - TagAt), plain, place);
        return plain;
    }
}
