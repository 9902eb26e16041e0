using Azure;
using Azure.Core;
using Azure.Security.KeyVault.Secrets;
using Tollgate.Domain.Handles;
using Tollgate.Domain.Sealing;
using Tollgate.Functions.Signing;

namespace Tollgate.Functions.Sealing;

/// <summary>The secret of the root in Key Vault. A refusal of the vault and an outage are different exceptions.</summary>
public sealed class VaultRootSecret(SecretClient vault, TimeProvider time)
{
    private const string Name = VaultSealingRoots.SecretName;

    /// <summary>Connects with the retries of <see cref="VaultClient"/>.</summary>
    public static VaultRootSecret Open(Uri vault, TokenCredential credential, TimeProvider time, Action<SecretClientOptions>? configure = null)
    {
        var options = new SecretClientOptions();
        VaultClient.RetryIn(options);
        configure?.Invoke(options);
        return new VaultRootSecret(new SecretClient(vault, credential, options), time);
    }

    /// <exception cref="NoSealingRootException">The vault has no such secret, the app may not read it, or its text is not a root.</exception>
    public Task<SealingRoot> NewestAsync() => AskAsync(async token =>
        await ReadAsync(null, token) ?? throw SealingRefusal.Malformed());

    /// <summary>The enabled versions.</summary>
    /// <exception cref="NoSealingRootException">The vault has no such secret, or the app may not read its versions.</exception>
    public Task<List<SealingRoot>> AllAsync() => AskAsync(async token =>
    {
        var roots = new List<SealingRoot>();
        await foreach (var version in vault.GetPropertiesOfSecretVersionsAsync(Name, token))
            if (version.Enabled != false && await ReadAsync(version.Version, token) is { } root)
                roots.Add(root);
        return roots;
    });

    /// <summary>Makes the next version, which seals from then on. Only operators have this right.</summary>
    public async Task AddAsync(Randomness randomness, CancellationToken cancellationToken) =>
        await vault.SetSecretAsync(Name, SealingRoot.NewText(randomness), cancellationToken);

    private async Task<SealingRoot?> ReadAsync(string? version, CancellationToken cancellationToken) =>
        SealingRoot.Parse((await vault.GetSecretAsync(Name, version, cancellationToken: cancellationToken)).Value.Value);

    private async Task<T> AskAsync<T>(Func<CancellationToken, Task<T>> call)
    {
        try
        {
            return await VaultClient.WithinBoundAsync(call, time, CancellationToken.None);
        }
        catch (RequestFailedException exception) when (exception.Status is 403 or 404)
        {
            throw SealingRefusal.Of(exception);
        }
    }
}
