using Azure.Security.KeyVault.Keys.Cryptography;

namespace Azure.Security.KeyVault.Keys;

/// <summary>Makes the results of cryptographic operations, for tests.</summary>
public static class CryptographyModelFactory
{
    public static SignResult SignResult(string keyId = null, byte[] signature = null, SignatureAlgorithm algorithm = default) =>
        new(keyId, signature, algorithm);

    public static VerifyResult VerifyResult(string keyId = null, bool isValid = false, SignatureAlgorithm algorithm = default) =>
        new(keyId, isValid, algorithm);

    public static WrapResult WrapResult(string keyId = null, byte[] key = null, KeyWrapAlgorithm algorithm = default) =>
        new(keyId, key, algorithm);

    public static UnwrapResult UnwrapResult(string keyId = null, byte[] key = null, KeyWrapAlgorithm algorithm = default) =>
        new(keyId, key, algorithm);
}
