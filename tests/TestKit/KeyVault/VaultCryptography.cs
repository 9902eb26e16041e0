using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json.Nodes;

namespace Tollgate.TestKit.KeyVault;

/// <summary>Signs, verifies, wraps and unwraps with a key version. It refuses operations that the attributes of the version do not allow.</summary>
internal static class VaultCryptography
{
    public static JsonObject Operate(VaultKeyVersion key, string operation, JsonObject body, string vault, DateTimeOffset now)
    {
        RequireAllowed(key, operation, now);
        var algorithm = (string?)body["alg"] ?? throw VaultError.BadParameter("The member alg is missing.");
        if (operation == "verify")
        {
            return new JsonObject { ["value"] = Verify(key, algorithm, Bytes(body, "digest"), Bytes(body, "value")) };
        }

        var value = Bytes(body, "value");
        var result = operation switch
        {
            "sign" => Sign(key, algorithm, value),
            "wrapkey" => Wrap(key, algorithm, value),
            _ => Unwrap(key, algorithm, value),
        };
        return new JsonObject { ["kid"] = key.Id(vault), ["value"] = Base64Url.EncodeToString(result) };
    }

    // A disabled key allows no operation. A key outside its validity still verifies and unwraps what it signed and wrapped before
    // (https://learn.microsoft.com/azure/key-vault/keys/about-keys-details, date-time controlled operations).
    private static void RequireAllowed(VaultKeyVersion key, string operation, DateTimeOffset now)
    {
        if (!key.Spec.Enabled)
        {
            throw VaultError.Forbidden($"Operation {operation} is not allowed on a disabled key.", "KeyDisabled");
        }

        if (!key.Operations.Contains(operation, StringComparer.OrdinalIgnoreCase))
        {
            throw VaultError.Forbidden($"The key does not permit the operation {operation}.", "KeyOperationForbidden");
        }

        if (operation is "sign" or "wrapkey" && now < key.Spec.NotBefore)
        {
            throw VaultError.Forbidden($"Operation {operation} is not allowed on a key that is not yet valid.", "KeyNotYetValid");
        }

        if (operation is "sign" or "wrapkey" && now > key.Spec.ExpiresOn)
        {
            throw VaultError.Forbidden($"Operation {operation} is not allowed on an expired key.", "KeyExpired");
        }
    }

    private static byte[] Sign(VaultKeyVersion key, string algorithm, byte[] digest)
    {
        RequireDigest(digest);
        return key.Use(() => (algorithm, key) switch
        {
            ("ES256", { Ec: { } ec }) => ec.SignHash(digest),
            ("RS256", { Rsa: { } rsa }) => rsa.SignHash(digest, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1),
            ("PS256", { Rsa: { } rsa }) => rsa.SignHash(digest, HashAlgorithmName.SHA256, RSASignaturePadding.Pss),
            _ => throw Unfit(key, algorithm),
        });
    }

    private static bool Verify(VaultKeyVersion key, string algorithm, byte[] digest, byte[] signature)
    {
        RequireDigest(digest);
        return key.Use(() => (algorithm, key) switch
        {
            ("ES256", { Ec: { } ec }) => ec.VerifyHash(digest, signature),
            ("RS256", { Rsa: { } rsa }) => rsa.VerifyHash(digest, signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1),
            ("PS256", { Rsa: { } rsa }) => rsa.VerifyHash(digest, signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pss),
            _ => throw Unfit(key, algorithm),
        });
    }

    private static byte[] Wrap(VaultKeyVersion key, string algorithm, byte[] plain) =>
        Cipher(key, algorithm, (rsa, padding) => rsa.Encrypt(plain, padding));

    private static byte[] Unwrap(VaultKeyVersion key, string algorithm, byte[] wrapped) =>
        Cipher(key, algorithm, (rsa, padding) => rsa.Decrypt(wrapped, padding));

    private static byte[] Cipher(VaultKeyVersion key, string algorithm, Func<RSA, RSAEncryptionPadding, byte[]> operation)
    {
        var padding = algorithm switch
        {
            "RSA-OAEP" => RSAEncryptionPadding.OaepSHA1,
            "RSA-OAEP-256" => RSAEncryptionPadding.OaepSHA256,
            _ => throw Unfit(key, algorithm),
        };
        var rsa = key.Rsa ?? throw Unfit(key, algorithm);
        try
        {
            return key.Use(() => operation(rsa, padding));
        }
        catch (CryptographicException)
        {
            throw VaultError.BadParameter("The value does not fit this key and algorithm.");
        }
    }

    private static byte[] Bytes(JsonObject body, string name)
    {
        var text = (string?)body[name] ?? throw VaultError.BadParameter($"The member {name} is missing.");
        return Base64Url.IsValid(text) ? Base64Url.DecodeFromChars(text) : throw VaultError.BadParameter($"The member {name} is not base64url.");
    }

    private static void RequireDigest(byte[] digest)
    {
        if (digest.Length != SHA256.HashSizeInBytes)
        {
            throw VaultError.BadParameter($"A digest of {SHA256.HashSizeInBytes} bytes is expected.");
        }
    }

    private static VaultError Unfit(VaultKeyVersion key, string algorithm) =>
        VaultError.BadParameter($"The algorithm {algorithm} is not supported for a key of type {key.Spec.KeyType}.");
}
