using Azure.Security.KeyVault.Keys;
using Microsoft.Extensions.Logging;
using Tollgate.Domain;
using Tollgate.Domain.Tokens;
using Tollgate.Functions.Settings;

namespace Tollgate.Functions.KeyVault;

/// <summary>
/// Keys of vault mode: the versions of one vault key for each algorithm. The list is read again as <see cref="KeySchedule"/>
/// says, in the background, and an outage leaves the last one in use.
/// </summary>
public sealed class VaultSigningKeys : ISigningKeys
{
    private static readonly TimeSpan PauseAfterFailure = TimeSpan.FromSeconds(10);

    private readonly KeyClient _vault;
    private readonly KeySchedule _schedule;
    private readonly TimeProvider _time;
    private readonly ILogger<VaultSigningKeys> _logger;
    private readonly string? _workspace;
    private readonly RefreshedValue<VersionList> _versions;
    private Exception? _failure;

    /// <param name="workspace">The one whose own keys these are; null for the shared ones.</param>
    public VaultSigningKeys(
        KeyClient vault, TollgateSettings settings, KeySchedule schedule, TimeProvider time, ILogger<VaultSigningKeys> logger, string? workspace = null)
    {
        _vault = vault;
        _schedule = schedule;
        _time = time;
        _logger = logger;
        _workspace = workspace;
        Algorithms = settings.SigningAlgorithms;
        _versions = new(
            ReadAsync, schedule.Refresh, schedule.Staleness, PauseAfterFailure, time,
            exception => _failure = exception) { Aged = schedule.Keepable };
    }

    public IReadOnlyList<string> Algorithms { get; }

    public async ValueTask<SigningKey> CurrentAsync(string algorithm, CancellationToken cancellationToken)
    {
        var versions = await GetAsync(cancellationToken).ConfigureAwait(false);
        var now = _time.GetUtcNow();
        var usable = versions.Keys.Where(key => key.Algorithm == algorithm && key.Version.CanSign(now)).ToList();
        return usable.Count > 0
            ? _schedule.Current(usable, key => key.Version.AnnouncedAt, now)
            : throw new InvalidOperationException($"The vault has no version of {KeyNames.Signing(algorithm, _workspace)} that may sign now.");
    }

    public async ValueTask<KeySet> PublishedAsync(CancellationToken cancellationToken)
    {
        var versions = await GetAsync(cancellationToken).ConfigureAwait(false);
        return versions.Published.ReadAgo(_time.GetUtcNow() - versions.ReadAt, _schedule);
    }

    private ValueTask<VersionList> GetAsync(CancellationToken cancellationToken)
    {
        // The Functions host drops what is logged outside an invocation, as the background reading is: the next one tells.
        if (Interlocked.Exchange(ref _failure, null) is { } failure)
            _logger.LogWarning(failure, "The versions of the signing keys could not be read");
        return _versions.GetAsync(cancellationToken);
    }

    private Task<VersionList> ReadAsync(VersionList? known, CancellationToken cancellationToken) =>
        VaultClient.WithinBoundAsync(
            async token =>
            {
                var keys = new List<VaultSigningKey>();
                var readAt = _time.GetUtcNow();
                foreach (var algorithm in Algorithms)
                    keys.AddRange(await ReadAsync(algorithm, known, token).ConfigureAwait(false));
                return new VersionList(keys, new KeySet([.. keys.Select(key => key.PublicKey)], _schedule.MaxAge), readAt);
            },
            _time,
            cancellationToken);

    private async Task<IEnumerable<VaultSigningKey>> ReadAsync(string algorithm, VersionList? known, CancellationToken cancellationToken)
    {
        var name = KeyNames.Signing(algorithm, _workspace);
        var listed = new List<KeyProperties>();
        await foreach (var properties in _vault.GetPropertiesOfKeyVersionsAsync(name, cancellationToken).ConfigureAwait(false))
            if (properties.Enabled != false)
                listed.Add(properties);
        // The vault counts whole seconds; the version decides a tie, so that all instances decide it alike.
        listed = [.. listed.OrderBy(AnnouncedAt).ThenBy(p => p.Version, StringComparer.Ordinal)];

        var keys = new List<VaultSigningKey>();
        foreach (var properties in Published(listed))
            keys.Add(await ReadAsync(algorithm, properties, known, cancellationToken).ConfigureAwait(false));
        return keys.Count > 0 ? keys : throw new InvalidOperationException($"The vault has no enabled version of {name}.");
    }

    /// <summary>By the schedule, and in any case the one that signs: it may be an old one whose successors have expired.</summary>
    private IEnumerable<KeyProperties> Published(List<KeyProperties> listed)
    {
        var now = _time.GetUtcNow();
        var usable = listed.Where(p => !(p.NotBefore > now) && !(p.ExpiresOn <= now)).ToList();
        var signing = usable.Count > 0 ? _schedule.Current(usable, AnnouncedAt, now) : null;
        var published = _schedule.Published(listed, AnnouncedAt, now).ToHashSet();
        return listed.Where(p => p == signing || published.Contains(p));
    }

    private DateTimeOffset AnnouncedAt(KeyProperties properties) => VaultKeyVersion.AnnouncementOf(properties, _schedule);

    /// <summary>A public key never changes, so each version is fetched once; its times may change and come from the list.</summary>
    private async Task<VaultSigningKey> ReadAsync(
        string algorithm, KeyProperties properties, VersionList? known, CancellationToken cancellationToken)
    {
        var version = known?.Find(properties) ?? VaultKeyVersion.Of(
            algorithm, (await _vault.GetKeyAsync(properties.Name, properties.Version, cancellationToken).ConfigureAwait(false)).Value, _schedule);
        version = version.With(properties, _schedule);
        return new VaultSigningKey(version, _vault.GetCryptographyClient(version.Name, version.Version), _versions.Invalidate, _time);
    }

    private sealed record VersionList(IReadOnlyList<VaultSigningKey> Keys, KeySet Published, DateTimeOffset ReadAt)
    {
        public VaultKeyVersion? Find(KeyProperties properties) =>
            Keys.FirstOrDefault(key => key.Version.Name == properties.Name && key.Version.Version == properties.Version)?.Version;
    }
}
