using System.Security.Cryptography;
using Azure.Security.KeyVault.Keys;
using Azure.Security.KeyVault.Keys.Cryptography;
using Tollgate.Domain.Keys;
using JsonWebKey = Azure.Security.KeyVault.Keys.JsonWebKey;

namespace Tollgate.Functions.Tests.KeyVault;

/// <summary>One version of a key in a <see cref="MockedVault"/>: a real EC key pair and the attributes that a test gives it.</summary>
internal sealed class MockedVersion(string name, string version, DateTimeOffset createdOn, ECCurve curve)
{
    private static readonly Uri Vault = new("https://vault.example");
    private readonly ECDsa _key = ECDsa.Create(curve);

    public string Name => name;

    public string Version => version;

    public bool Enabled { get; set; } = true;

    public DateTimeOffset? NotBefore { get; set; }

    public DateTimeOffset? ExpiresOn { get; set; }

    /// <summary>Runs before the vault signs.</summary>
    public Func<CancellationToken, Task> OnSign { get; set; } = _ => Task.CompletedTask;

    /// <summary>Changes how the vault shows the key.</summary>
    public Func<ECDsa, JsonWebKey> Shown { get; set; } = key => new JsonWebKey(key);

    public string KeyId => new PublicKey(SigningAlgorithms.ES256, _key.ExportParameters(false)).KeyId;

    public KeyVaultKey Key => KeyModelFactory.KeyVaultKey(Properties, Shown(_key));

    public KeyProperties Properties
    {
        get
        {
            var properties = KeyModelFactory.KeyProperties(
                id: new Uri(Vault, $"/keys/{name}/{version}"), vaultUri: Vault, name: name, version: version, createdOn: createdOn);
            (properties.Enabled, properties.NotBefore, properties.ExpiresOn) = (Enabled, NotBefore, ExpiresOn);
            return properties;
        }
    }

    public async Task<SignResult> SignAsync(SignatureAlgorithm algorithm, byte[] digest, CancellationToken cancellationToken)
    {
        await OnSign(cancellationToken);
        return CryptographyModelFactory.SignResult(Properties.Id.ToString(), _key.SignHash(digest), algorithm);
    }

    public bool Verifies(byte[] data, byte[] signature) => _key.VerifyData(data, signature, HashAlgorithmName.SHA256);
}
