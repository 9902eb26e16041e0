using Azure.Core;
using Azure.Security.KeyVault.Keys;
using Tollgate.Domain.Keys;

namespace Tollgate.Functions.Signing;

/// <summary>
/// The way to Key Vault: throttling and outages are retried with growing pauses, but no caller waits longer than
/// <see cref="Patience"/> for all tries together.
/// </summary>
public static class VaultClient
{
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(8);

    /// <summary>After a failed reading no other one begins for so long.</summary>
    internal static readonly TimeSpan Pause = TimeSpan.FromSeconds(10);

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

    /// <summary>How old a list of keys may be that the vault, or the tables with its help, have given.</summary>
    internal static Freshness FreshnessBy(KeySchedule schedule) => new()
    {
        Fresh = schedule.Refresh,
        Usable = schedule.Staleness,
        Pause = Pause,
        Aged = schedule.Withdrawal,
        Patience = schedule.Patience,
        AgedPatience = Patience,
    };

    /// <summary>Runs one call within the bound; a <see cref="TimeoutException"/> when it runs out.</summary>
    public static async Task<T> WithinBoundAsync<T>(Func<CancellationToken, Task<T>> call, TimeProvider time, CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(Patience, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        try
        {
            return await call(both.Token);
        }
        catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException("Key Vault did not answer in time.", exception);
        }
    }
}
