using Tollgate.Domain.Keys;
using Tollgate.Domain.Workspaces;

namespace Tollgate.Domain.Tests;

/// <summary>The keys of a deployment. The first key of each algorithm signs.</summary>
internal sealed class MemoryKeys(params SigningKey[] keys) : ISigningKeys, IKeyRings
{
    private readonly KeySet _published = new([.. keys.Select(key => key.PublicKey)], TimeSpan.FromMinutes(15));

    public IReadOnlyList<string> Algorithms { get; } = [.. keys.Select(key => key.Algorithm).Distinct()];

    /// <summary>Whether the signing keys cannot be reached.</summary>
    public bool IsOut { get; set; }

    public ISigningKeys Of(Workspace workspace) => this;

    public ValueTask<SigningKey> CurrentAsync(string algorithm, CancellationToken cancellationToken) =>
        IsOut ? throw new TimeoutException("The vault did not answer in time.") : ValueTask.FromResult(keys.First(key => key.Algorithm == algorithm));

    /// <summary>The time at which the first key of an algorithm was made. An algorithm without an entry is as old as the deployment.</summary>
    public Dictionary<string, DateTimeOffset> MadeAt { get; } = [];

    public TimeProvider Time { get; init; } = TimeProvider.System;

    public ValueTask<bool> IsAnnouncedAsync(string algorithm, DateTimeOffset? since, CancellationToken cancellationToken) => ValueTask.FromResult(
        !MadeAt.TryGetValue(algorithm, out var first) || new KeySchedule().IsAnnounced(first, DateTimeOffset.MinValue, since, Time.GetUtcNow()));

    /// <summary>A retired key that only verifies an id_token_hint.</summary>
    public PublicKey? Former { get; set; }

    public ValueTask<KeySet> PublishedAsync(CancellationToken cancellationToken) => ValueTask.FromResult(_published);

    public ValueTask<KeySet> FormerAsync(CancellationToken cancellationToken) =>
        ValueTask.FromResult(Former is null ? KeySet.None : new KeySet([Former], TimeSpan.Zero));
}
