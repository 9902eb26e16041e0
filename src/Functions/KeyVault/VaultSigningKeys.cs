using Azure.Security.KeyVault.Keys;
using Microsoft.Extensions.Logging;
using Tollgate.Domain.Tokens;
using Tollgate.Functions.Settings;

namespace Tollgate.Functions.KeyVault;

/// <summary>Keys of vault mode: one vault key for each algorithm. What happens to one leaves the others alone.</summary>
/// <param name="workspace">The one whose own keys these are; null for the shared ones.</param>
public sealed class VaultSigningKeys(
    KeyClient vault, TollgateSettings settings, KeySchedule schedule, TimeProvider time, ILogger<VaultSigningKeys> logger, string? workspace = null)
    : ISigningKeys
{
    private readonly Dictionary<string, VaultKey> _keys = settings.SigningAlgorithms.ToDictionary(
        algorithm => algorithm, algorithm => new VaultKey(vault, algorithm, KeyNames.Signing(algorithm, workspace), schedule, time, logger));

    private readonly JoinedKeySets _published = new();

    public IReadOnlyList<string> Algorithms => settings.SigningAlgorithms;

    public ValueTask<SigningKey> CurrentAsync(string algorithm, CancellationToken cancellationToken) =>
        _keys.TryGetValue(algorithm, out var key)
            ? key.CurrentAsync(cancellationToken)
            : throw new InvalidOperationException($"The server does not sign with {algorithm}.");

    public ValueTask<KeySet> PublishedAsync(CancellationToken cancellationToken) =>
        Algorithms is [var only] ? _keys[only].PublishedAsync(cancellationToken) : JoinedAsync(cancellationToken);

    private async ValueTask<KeySet> JoinedAsync(CancellationToken cancellationToken)
    {
        // Side by side: each may have to ask the vault.
        var sets = Algorithms.Select(algorithm => _keys[algorithm].PublishedAsync(cancellationToken).AsTask());
        return _published.Join(await Task.WhenAll(sets).ConfigureAwait(false));
    }
}
