using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Azure.Security.KeyVault.Keys;
using Azure.Security.KeyVault.Keys.Cryptography;
using Tollgate.Functions.KeyVault;

namespace Tollgate.Functions.Signing;

/// <summary>
/// Seals private keys for the tables: AES-256-GCM with a content key of their own, which an RSA key of the vault wraps. The
/// seal is bound to the place of the key, so that no row can stand in for another.
/// </summary>
internal sealed class KeyEnvelope(KeyClient vault, TimeProvider time)
{
    public const string KeyName = "wrap";

    private const int ContentKeyLength = 32;

    public async Task<EpochKey> SealAsync(
        string ring, string algorithm, int sequence, byte[] publicKey, byte[] privateKey, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var contentKey = GC.AllocateUninitializedArray<byte>(ContentKeyLength, pinned: true);
        RandomNumberGenerator.Fill(contentKey);
        try
        {
            var wrapped = await VaultClient.WithinBoundAsync(
                token => vault.GetCryptographyClient(KeyName).WrapKeyAsync(KeyWrapAlgorithm.RsaOaep256, contentKey, token), time, cancellationToken).ConfigureAwait(false);
            return new EpochKey(ring, algorithm, sequence)
            {
                PublicKey = publicKey,
                Sealed = Encrypt(contentKey, privateKey, PlaceOf(ring, algorithm, sequence)),
                ContentKey = wrapped.EncryptedKey,
                WrapKeyVersion = new KeyProperties(new Uri(wrapped.KeyId)).Version,
                CreatedAt = now,
            };
        }
        finally
        {
            CryptographicOperations.ZeroMemory(contentKey);
        }
    }

    /// <summary>The private key in memory that does not move; whoever gets it zeroes it.</summary>
    public async Task<byte[]> OpenAsync(EpochKey key, CancellationToken cancellationToken)
    {
        var unwrapped = await VaultClient.WithinBoundAsync(
            token => vault.GetCryptographyClient(KeyName, key.WrapKeyVersion).UnwrapKeyAsync(KeyWrapAlgorithm.RsaOaep256, key.ContentKey, token),
            time,
            cancellationToken).ConfigureAwait(false);
        try
        {
            return Decrypt(unwrapped.Key, key.Sealed, PlaceOf(key.Ring, key.Algorithm, key.Sequence));
        }
        finally
        {
            CryptographicOperations.ZeroMemory(unwrapped.Key);
        }
    }

    private static byte[] PlaceOf(string ring, string algorithm, int sequence) =>
        Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{ring}|{algorithm}|{sequence}"));

    /// <summary>Nonce, tag and ciphertext in one. A content key seals once, so any nonce is a fresh one.</summary>
    private static byte[] Encrypt(byte[] contentKey, byte[] plain, byte[] place)
    {
        using var aes = new AesGcm(contentKey, AesGcm.TagByteSizes.MaxSize);
        var box = new byte[AesGcm.NonceByteSizes.MaxSize + AesGcm.TagByteSizes.MaxSize + plain.Length];
        var (nonce, tag, cipher) = Parts(box);
        RandomNumberGenerator.Fill(nonce);
        aes.Encrypt(nonce, plain, cipher, tag, place);
        return box;
    }

    private static byte[] Decrypt(byte[] contentKey, byte[] box, byte[] place)
    {
        using var aes = new AesGcm(contentKey, AesGcm.TagByteSizes.MaxSize);
        var (nonce, tag, cipher) = Parts(box);
        var plain = GC.AllocateUninitializedArray<byte>(cipher.Length, pinned: true);
        aes.Decrypt(nonce, cipher, tag, plain, place);
        return plain;
    }

    private static Box Parts(byte[] box)
    {
        var tagAt = AesGcm.NonceByteSizes.MaxSize;
        var cipherAt = tagAt + AesGcm.TagByteSizes.MaxSize;
        return new Box(box.AsSpan(0, tagAt), box.AsSpan(tagAt, cipherAt - tagAt), box.AsSpan(cipherAt));
    }

    private readonly ref struct Box(Span<byte> nonce, Span<byte> tag, Span<byte> cipher)
    {
        private readonly Span<byte> _nonce = nonce;
        private readonly Span<byte> _tag = tag;
        private readonly Span<byte> _cipher = cipher;

        public void Deconstruct(out Span<byte> nonce, out Span<byte> tag, out Span<byte> cipher)
        {
            nonce = _nonce;
            tag = _tag;
            cipher = _cipher;
        }
    }
}
