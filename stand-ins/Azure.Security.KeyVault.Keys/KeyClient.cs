using Azure.Core;
using Azure.Security.KeyVault.Keys.Cryptography;

namespace Azure.Security.KeyVault.Keys;

/// <summary>Makes, reads, lists, rotates and updates the keys of one vault.</summary>
public class KeyClient
{
    private readonly KeyVaultPipeline _pipeline;
    private readonly Uri _vaultUri;

    protected KeyClient()
    {
    }

    public KeyClient(Uri vaultUri, TokenCredential credential)
        : this(vaultUri, credential, null)
    {
    }

    public KeyClient(Uri vaultUri, TokenCredential credential, KeyClientOptions options)
    {
        ArgumentNullException.ThrowIfNull(vaultUri);
        ArgumentNullException.ThrowIfNull(credential);
        options ??= new KeyClientOptions();
        _vaultUri = vaultUri;
        _pipeline = KeyVaultPipeline.Create(options, options.ApiVersion, credential, !options.DisableChallengeResourceVerification);
    }

    public virtual Uri VaultUri => _vaultUri;

    public virtual Task<Response<KeyVaultKey>> CreateEcKeyAsync(CreateEcKeyOptions ecKeyOptions, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(ecKeyOptions);
        return _pipeline.SendAsync(
            RequestMethod.Post, KeyUri(ecKeyOptions.Name, "create"), json => KeyRequest.WriteEc(json, ecKeyOptions), KeyVaultKey.Read, cancellationToken);
    }

    public virtual Task<Response<KeyVaultKey>> CreateRsaKeyAsync(CreateRsaKeyOptions rsaKeyOptions, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(rsaKeyOptions);
        return _pipeline.SendAsync(
            RequestMethod.Post, KeyUri(rsaKeyOptions.Name, "create"), json => KeyRequest.WriteRsa(json, rsaKeyOptions), KeyVaultKey.Read, cancellationToken);
    }

    public virtual Task<Response<KeyVaultKey>> GetKeyAsync(string name, string version = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        return _pipeline.GetAsync(KeyUri(name, version), KeyVaultKey.Read, cancellationToken);
    }

    public virtual Task<Response<KeyVaultKey>> RotateKeyAsync(string name, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        return _pipeline.SendAsync(RequestMethod.Post, KeyUri(name, "rotate"), null, KeyVaultKey.Read, cancellationToken);
    }

    public virtual Task<Response<KeyVaultKey>> UpdateKeyPropertiesAsync(
        KeyProperties properties,
        IEnumerable<KeyOperation> keyOperations = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(properties);
        return _pipeline.SendAsync(
            RequestMethod.Patch,
            KeyUri(properties.Name, properties.Version),
            json => KeyRequest.WriteUpdate(json, properties, keyOperations),
            KeyVaultKey.Read,
            cancellationToken);
    }

    public virtual AsyncPageable<KeyProperties> GetPropertiesOfKeysAsync(CancellationToken cancellationToken = default) =>
        _pipeline.GetPages(new Uri(_vaultUri, "/keys"), KeyProperties.Read, cancellationToken);

    public virtual AsyncPageable<KeyProperties> GetPropertiesOfKeyVersionsAsync(string name, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        return _pipeline.GetPages(KeyUri(name, "versions"), KeyProperties.Read, cancellationToken);
    }

    public virtual CryptographyClient GetCryptographyClient(string keyName, string keyVersion = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(keyName);
        return new CryptographyClient(KeyUri(keyName, keyVersion), _pipeline);
    }

    private Uri KeyUri(string name, string suffix) =>
        new(_vaultUri, string.IsNullOrEmpty(suffix) ? $"/keys/{name}" : $"/keys/{name}/{suffix}");
}
