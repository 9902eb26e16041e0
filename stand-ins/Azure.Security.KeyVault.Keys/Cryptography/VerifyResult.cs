namespace Azure.Security.KeyVault.Keys.Cryptography;

/// <summary>Whether a signature holds.</summary>
public class VerifyResult
{
    internal VerifyResult(string keyId, bool isValid, SignatureAlgorithm algorithm) =>
        (KeyId, IsValid, Algorithm) = (keyId, isValid, algorithm);

    public string KeyId { get; }

    public bool IsValid { get; }

    public SignatureAlgorithm Algorithm { get; }
}
