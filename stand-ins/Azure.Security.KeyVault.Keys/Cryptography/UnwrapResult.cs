namespace Azure.Security.KeyVault.Keys.Cryptography;

/// <summary>An unwrapped key and the key version that unwrapped it.</summary>
public class UnwrapResult
{
    internal UnwrapResult(string keyId, byte[] key, KeyWrapAlgorithm algorithm) =>
        (KeyId, Key, Algorithm) = (keyId, key, algorithm);

    public string KeyId { get; }

    public byte[] Key { get; }

    public KeyWrapAlgorithm Algorithm { get; }
}
