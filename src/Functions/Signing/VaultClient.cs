using Azure.Core;
using Azure.Security.KeyVault.Keys;
using Tollgate.Domain.Keys;

namespace Tollgate.Functions.Signing;

/// <summary>
/// Connects to Key Vault. After throttling or an outage, the client tries again, with growing pauses. No caller waits longer than <see
/// cref="Patience"/> for all tries together.
/// </summary>
public static class VaultClient
{
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(8);

    /// <summary>The time after a failed read in which no other read begins.</summary>
    internal static readonly TimeSpan Pause = TimeSpan.FromSeconds(10);

    public static KeyClient Create(Uri vault, TokenCredential credential, Action<KeyClientOptions>? configure = null)
    {
        var options = new KeyClientOptions();
        RetryIn(options);
        configure?.Invoke(options);
        return new KeyClient(vault, credential, options);
    }

    internal static void RetryIn(ClientOptions options)
    {
        options.Retry.Mode = RetryMode.Exponential;
        options.Retry.MaxRetries = 4;
        options.Retry.Delay = TimeSpan.FromMilliseconds(250);
        options.Retry.MaxDelay = TimeSpan.FromSeconds(4);
        options.Retry.NetworkTimeout = TimeSpan.FromSeconds(4);
    }

    /// <summary>The times for reading the list of keys anew, in vault mode and in wrapped mode.</summary>
    internal static Freshness FreshnessBy(KeySchedule schedule) => new()
    {
        Fresh = schedule.Refresh,
        Usable = schedule.Staleness,
        Pause = Pause,
        Aged = schedule.Withdrawal,
        Patience = schedule.Patience,
        AgedPatience = Patience,
    };

    /// <summary>Runs one call within <see cref="Patience"/>. Throws <see cref="TimeoutException"/> when the call takes longer.</summary>
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
