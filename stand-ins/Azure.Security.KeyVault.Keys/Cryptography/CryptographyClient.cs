using Azure.Core;

namespace Azure.Security.KeyVault.Keys.Cryptography;

/// <summary>
/// Signs, verifies, wraps and unwraps with one key. A client made from a key's address reads the key before its first operation
/// and then does the public-key operations in process; one made by <see cref="KeyClient.GetCryptographyClient"/> asks the vault for all;
/// one made from key material never leaves the process.
/// </summary>
public class CryptographyClient
{
    private readonly string _keyId;
    private readonly RemoteKey _remote;
    private LocalKey _local;
    private bool _initialized;

    protected CryptographyClient()
    {
    }

    public CryptographyClient(Uri keyId, TokenCredential credential)
        : this(keyId, credential, null)
    {
    }

    public CryptographyClient(Uri keyId, TokenCredential credential, CryptographyClientOptions options)
    {
        ArgumentNullException.ThrowIfNull(keyId);
        ArgumentNullException.ThrowIfNull(credential);
        options ??= new CryptographyClientOptions();
        _keyId = keyId.ToString();
        _remote = new RemoteKey(
            keyId, KeyVaultPipeline.Create(options, options.ApiVersion, credential, !options.DisableChallengeResourceVerification));
    }

    public CryptographyClient(JsonWebKey key)
        : this(key, null)
    {
    }

    public CryptographyClient(JsonWebKey key, LocalCryptographyClientOptions options)
    {
        ArgumentNullException.ThrowIfNull(key);
        _keyId = key.Id;
        _local = new LocalKey(key, properties: null);
        _initialized = true;
    }

    internal CryptographyClient(Uri keyId, KeyVaultPipeline pipeline)
    {
        _keyId = keyId.ToString();
        _remote = new RemoteKey(keyId, pipeline);
        _initialized = true;
    }

    public virtual string KeyId => _keyId;

    public virtual async Task<SignResult> SignAsync(SignatureAlgorithm algorithm, byte[] digest, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(digest);
        await InitializeAsync(cancellationToken).ConfigureAwait(false);
        return _local?.Sign(algorithm, digest)
            ?? await Remote(algorithm.ToString()).SignAsync(algorithm, digest, cancellationToken).ConfigureAwait(false);
    }

    public virtual Task<SignResult> SignDataAsync(SignatureAlgorithm algorithm, byte[] data, CancellationToken cancellationToken = default) =>
        SignAsync(algorithm, algorithm.Digest(data), cancellationToken);

    public virtual async Task<VerifyResult> VerifyAsync(
        SignatureAlgorithm algorithm, byte[] digest, byte[] signature, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(digest);
        ArgumentNullException.ThrowIfNull(signature);
        await InitializeAsync(cancellationToken).ConfigureAwait(false);
        return _local?.Verify(algorithm, digest, signature)
            ?? await Remote(algorithm.ToString()).VerifyAsync(algorithm, digest, signature, cancellationToken).ConfigureAwait(false);
    }

    public virtual Task<VerifyResult> VerifyDataAsync(
        SignatureAlgorithm algorithm, byte[] data, byte[] signature, CancellationToken cancellationToken = default) =>
        VerifyAsync(algorithm, algorithm.Digest(data), signature, cancellationToken);

    public virtual async Task<WrapResult> WrapKeyAsync(KeyWrapAlgorithm algorithm, byte[] key, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(key);
        await InitializeAsync(cancellationToken).ConfigureAwait(false);
        return _local?.Wrap(algorithm, key)
            ?? await Remote(algorithm.ToString()).WrapAsync(algorithm, key, cancellationToken).ConfigureAwait(false);
    }

    public virtual async Task<UnwrapResult> UnwrapKeyAsync(
        KeyWrapAlgorithm algorithm, byte[] encryptedKey, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(encryptedKey);
        await InitializeAsync(cancellationToken).ConfigureAwait(false);
        return _local?.Unwrap(algorithm, encryptedKey)
            ?? await Remote(algorithm.ToString()).UnwrapAsync(algorithm, encryptedKey, cancellationToken).ConfigureAwait(false);
    }

    private RemoteKey Remote(string algorithm) =>
        _remote ?? throw new NotSupportedException($"The key at hand does not allow this operation with '{algorithm}', and there is no vault to ask.");

    // Two callers may both fetch the key; either answer serves.
    private async Task InitializeAsync(CancellationToken cancellationToken)
    {
        if (_initialized)
        {
            return;
        }

        try
        {
            var key = await _remote.GetAsync(cancellationToken).ConfigureAwait(false);
            _local = new LocalKey(key.Key, key.Properties);
        }
        catch (RequestFailedException e) when (e.Status == 403)
        {
            // Without the right to read the key, everything is the vault's to do.
        }

        _initialized = true;
    }
}
