using Azure.Core;
using Azure.Security.KeyVault.Keys;

namespace Tollgate.Functions.KeyVault;

/// <summary>
/// The way to Key Vault: throttling and outages are retried with growing pauses, but no caller waits longer than
/// <see cref="Patience"/> for all tries together.
/// </summary>
public static class VaultClient
{
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(8);

    public static KeyClient Create(Uri vault, TokenCredential credential, Action<KeyClientOptions>? configure = null)
    {
        var options = new KeyClientOptions();
        options.Retry.Mode = RetryMode.Exponential;
        options.Retry.MaxRetries = 4;
        options.Retry.Delay = TimeSpan.FromMilliseconds(250);
        options.Retry.MaxDelay = TimeSpan.FromSeconds(4);
        options.Retry.NetworkTimeout = TimeSpan.FromSeconds(4);
        configure?.Invoke(options);
        return new KeyClient(vault, credential, options);
    }

    /// <summary>Runs one call within the bound; a <see cref="TimeoutException"/> when it runs out.</summary>
    public static async Task<T> WithinBoundAsync<T>(Func<CancellationToken, Task<T>> call, TimeProvider time, CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(Patience, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        try
        {
            return await call(both.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException("Key Vault did not answer in time.", exception);
        }
    }
}
