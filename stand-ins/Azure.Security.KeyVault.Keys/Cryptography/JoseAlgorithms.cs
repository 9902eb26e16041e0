using System.Security.Cryptography;

namespace Azure.Security.KeyVault.Keys.Cryptography;

/// <summary>The platform's hash and padding for each JOSE algorithm name; null or default for those it does not know.</summary>
internal static class JoseAlgorithms
{
    public static HashAlgorithmName Hash(this SignatureAlgorithm algorithm) => algorithm.ToString() switch
    {
        "RS256" or "PS256" or "ES256" or "ES256K" or "HS256" => HashAlgorithmName.SHA256,
        "RS384" or "PS384" or "ES384" or "HS384" => HashAlgorithmName.SHA384,
        "RS512" or "PS512" or "ES512" or "HS512" => HashAlgorithmName.SHA512,
        _ => default,
    };

    public static RSASignaturePadding RsaPadding(this SignatureAlgorithm algorithm) => algorithm.ToString() switch
    {
        "RS256" or "RS384" or "RS512" => RSASignaturePadding.Pkcs1,
        "PS256" or "PS384" or "PS512" => RSASignaturePadding.Pss,
        _ => null,
    };

    // A bare null would be converted from string, and refused.
    public static KeyCurveName? Curve(this SignatureAlgorithm algorithm) => algorithm.ToString() switch
    {
        "ES256" => KeyCurveName.P256,
        "ES256K" => KeyCurveName.P256K,
        "ES384" => KeyCurveName.P384,
        "ES512" => KeyCurveName.P521,
        _ => default(KeyCurveName?),
    };

    public static RSAEncryptionPadding RsaPadding(this KeyWrapAlgorithm algorithm) => algorithm.ToString() switch
    {
        "RSA1_5" => RSAEncryptionPadding.Pkcs1,
        "RSA-OAEP" => RSAEncryptionPadding.OaepSHA1,
        "RSA-OAEP-256" => RSAEncryptionPadding.OaepSHA256,
        _ => null,
    };

    public static byte[] Digest(this SignatureAlgorithm algorithm, byte[] data)
    {
        ArgumentNullException.ThrowIfNull(data);
        return algorithm.Hash() is { Name: not null } hash
            ? CryptographicOperations.HashData(hash, data)
            : throw new InvalidOperationException($"The algorithm '{algorithm}' is unknown.");
    }
}
