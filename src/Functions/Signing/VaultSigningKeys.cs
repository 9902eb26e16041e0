using Azure.Security.KeyVault.Keys;
using Tollgate.Domain.Events;
using Tollgate.Domain.Keys;
using Tollgate.Functions.Settings;

namespace Tollgate.Functions.Signing;

/// <summary>Keys of vault mode: one vault key for each algorithm. A failure of one key does not affect the other keys.</summary>
/// <param name="workspace">The workspace whose own keys these are. Null for the shared keys.</param>
public sealed class VaultSigningKeys(
    KeyClient vault, TollgateSettings settings, KeySchedule schedule, TimeProvider time, IEvents events, string? workspace = null)
    : ISigningKeys
{
    private readonly Dictionary<string, VaultKey> _keys = settings.SigningAlgorithms.ToDictionary(
        algorithm => algorithm, algorithm => new VaultKey(vault, algorithm, KeyNames.Signing(algorithm, workspace), schedule, time, events));

    private readonly JoinedKeySets _published = new();

    public IReadOnlyList<string> Algorithms => settings.SigningAlgorithms;

    public ValueTask<SigningKey> CurrentAsync(string algorithm, CancellationToken cancellationToken) =>
        _keys.TryGetValue(algorithm, out var key)
            ? key.CurrentAsync(cancellationToken)
            : throw new InvalidOperationException($"The server does not sign with {algorithm}.");

    public async ValueTask<bool> IsAnnouncedAsync(string algorithm, DateTimeOffset? since, CancellationToken cancellationToken)
    {
        if (await _keys[algorithm].FirstAnnouncedAtAsync(cancellationToken) is not { } first)
            return true;
        var now = time.GetUtcNow();
        return schedule.IsAnnounced(first, DateTimeOffset.MinValue, since, now)
            || schedule.IsAnnounced(first, await OldestAsync(first, cancellationToken), since, now);
    }

    /// <exception cref="NoSigningKeyException">The app may not read any of the keys, and has no earlier list of them.</exception>
    public ValueTask<KeySet> PublishedAsync(CancellationToken cancellationToken) =>
        Algorithms is [var only] ? _keys[only].PublishedAsync(cancellationToken) : JoinedAsync(cancellationToken);

    /// <summary>The earliest announcement of a key, over all algorithms. A key that the app may not read does not count.</summary>
    private async ValueTask<DateTimeOffset> OldestAsync(DateTimeOffset oldest, CancellationToken cancellationToken)
    {
        foreach (var key in _keys.Values)
            try
            {
                if (await key.FirstAnnouncedAtAsync(cancellationToken) is { } first && first < oldest)
                    oldest = first;
            }
            catch (NoSigningKeyException)
            {
                // Tokens of this algorithm fail with the same error. Tokens of the other algorithms do not.
            }

        return oldest;
    }

    public async ValueTask<KeySet> FormerAsync(CancellationToken cancellationToken)
    {
        var former = KeySet.None;
        foreach (var key in _keys.Values)
            try
            {
                former = former.With(await key.FormerAsync(cancellationToken));
            }
            catch (NoSigningKeyException)
            {
                // The app may not read this key. The other keys still verify hints.
            }

        return former;
    }

    private ValueTask<KeySet> JoinedAsync(CancellationToken cancellationToken)
    {
        var sets = new KeySet[Algorithms.Count];
        List<Task>? readings = null;
        // The reads run concurrently, because each may have to ask the vault. Usually no read asks the vault.
        for (var i = 0; i < sets.Length; i++)
        {
            var set = _keys[Algorithms[i]].KnownAsync(cancellationToken);
            if (set.IsCompletedSuccessfully)
                sets[i] = set.Result;
            else
                (readings ??= []).Add(KeepAsync(set.AsTask(), sets, i));
        }

        return readings is null ? new(Join(sets)) : WaitAsync(readings, sets);
    }

    private async ValueTask<KeySet> WaitAsync(List<Task> readings, KeySet[] sets)
    {
        await Task.WhenAll(readings);
        return Join(sets);
    }

    private static async Task KeepAsync(Task<KeySet> reading, KeySet[] sets, int place) => sets[place] = await reading;

    private KeySet Join(KeySet[] sets) => Array.TrueForAll(sets, set => set.Refusal is not null)
        ? throw new NoSigningKeyException(sets[0].Refusal!.Message, sets[0].Refusal)
        : _published.Join(sets);
}
