namespace Azure.Security.KeyVault.Keys.Cryptography;

/// <summary>A wrapped key and the key version that wrapped it.</summary>
public class WrapResult
{
    internal WrapResult(string keyId, byte[] encryptedKey, KeyWrapAlgorithm algorithm) =>
        (KeyId, EncryptedKey, Algorithm) = (keyId, encryptedKey, algorithm);

    public string KeyId { get; }

    public byte[] EncryptedKey { get; }

    public KeyWrapAlgorithm Algorithm { get; }
}
