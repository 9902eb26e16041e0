using System.Security.Cryptography;

namespace Azure.Security.KeyVault.Keys.Cryptography;

/// <summary>What can be done in process with the key material at hand; null where the vault has to do it.</summary>
internal sealed class LocalKey(JsonWebKey key, KeyProperties properties)
{
    public SignResult Sign(SignatureAlgorithm algorithm, byte[] digest)
    {
        RequireValidTime();
        if (!Allows(KeyOperation.Sign) || key.D is null)
        {
            return null;
        }

        if (IsEcWith(algorithm))
        {
            using var ec = key.ToECDsa(includePrivateParameters: true);
            return new SignResult(key.Id, ec.SignHash(digest), algorithm);
        }

        if (!IsRsaWith(algorithm))
        {
            return null;
        }

        using var rsa = key.ToRSA(includePrivateParameters: true);
        return new SignResult(key.Id, rsa.SignHash(digest, algorithm.Hash(), algorithm.RsaPadding()), algorithm);
    }

    public VerifyResult Verify(SignatureAlgorithm algorithm, byte[] digest, byte[] signature)
    {
        if (!Allows(KeyOperation.Verify))
        {
            return null;
        }

        if (IsEcWith(algorithm))
        {
            using var ec = key.ToECDsa();
            return new VerifyResult(key.Id, ec.VerifyHash(digest, signature), algorithm);
        }

        if (!IsRsaWith(algorithm))
        {
            return null;
        }

        using var rsa = key.ToRSA();
        return new VerifyResult(key.Id, rsa.VerifyHash(digest, signature, algorithm.Hash(), algorithm.RsaPadding()), algorithm);
    }

    public WrapResult Wrap(KeyWrapAlgorithm algorithm, byte[] plain)
    {
        RequireValidTime();
        if (!Allows(KeyOperation.WrapKey) || !key.IsRsa || algorithm.RsaPadding() is not { } padding)
        {
            return null;
        }

        using var rsa = key.ToRSA();
        return new WrapResult(key.Id, rsa.Encrypt(plain, padding), algorithm);
    }

    public UnwrapResult Unwrap(KeyWrapAlgorithm algorithm, byte[] wrapped)
    {
        if (!Allows(KeyOperation.UnwrapKey) || !key.IsRsa || key.D is null || algorithm.RsaPadding() is not { } padding)
        {
            return null;
        }

        using var rsa = key.ToRSA(includePrivateParameters: true);
        return new UnwrapResult(key.Id, rsa.Decrypt(wrapped, padding), algorithm);
    }

    private bool Allows(KeyOperation operation) => key.KeyOps.Contains(operation);

    private bool IsEcWith(SignatureAlgorithm algorithm) =>
        key.IsEc && key.CurveName is { } curve && algorithm.Curve() == curve;

    private bool IsRsaWith(SignatureAlgorithm algorithm) => key.IsRsa && algorithm.RsaPadding() is not null;

    private void RequireValidTime()
    {
        var now = TimeProvider.System.GetUtcNow();
        if (now < properties?.NotBefore || now > properties?.ExpiresOn)
        {
            throw new InvalidOperationException($"The key '{properties.Name}' is used outside the time it is valid in.");
        }
    }
}
