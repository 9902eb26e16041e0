using Azure;
using Azure.Security.KeyVault.Keys;
using Tollgate.Domain.Keys;

namespace Tollgate.Functions.Signing;

/// <summary>Reads the published versions of a vault key. The answer "there are no versions" differs from a missing answer.</summary>
internal sealed class VaultVersionsReader(KeyClient vault, string algorithm, string name, KeySchedule schedule, TimeProvider time, VaultKey key)
{
    public Task<VaultVersions> ReadAsync(VaultVersions? known, CancellationToken cancellationToken) =>
        VaultClient.WithinBoundAsync(token => ReadWithinBoundAsync(known, token), time, cancellationToken);

    private async Task<VaultVersions> ReadWithinBoundAsync(VaultVersions? known, CancellationToken cancellationToken)
    {
        var readAt = time.GetUtcNow();
        try
        {
            var all = await ListAsync(cancellationToken);
            var enabled = all.FindAll(properties => properties.Enabled != false);
            var keys = new List<VaultSigningKey>();
            foreach (var properties in Published(enabled, readAt))
                if (await ReadAsync(properties, known, cancellationToken) is { } version)
                    keys.Add(version);
            var former = schedule.Former(enabled, AnnouncedAt, readAt).Select(properties => properties.Version).Except(keys.Select(key => key.Version.Version));
            DateTimeOffset? first = all.Count > 0 ? AnnouncedAt(all[0]) : null;
            return new VaultVersions(keys, [.. former], first, WhyNoneSigns(all, keys), schedule, readAt);
        }
        catch (RequestFailedException exception) when (exception.Status == 403)
        {
            // The answer is about the rights of the app, not about the key. Tokens of the key stay valid.
            throw VaultRefusal.Unreadable(name, exception);
        }
    }

    /// <summary>The public key of a version that only verifies hints. Null when the version is gone.</summary>
    public async Task<PublicKey?> ReadFormerAsync(string version, CancellationToken cancellationToken)
    {
        try
        {
            var read = await VaultClient.WithinBoundAsync(token => vault.GetKeyAsync(name, version, token), time, cancellationToken);
            return VaultKeyVersion.Of(algorithm, read.Value, schedule).PublicKey;
        }
        catch (RequestFailedException exception) when (exception.Status == 404)
        {
            return null;
        }
    }

    private NoSigningKeyException WhyNoneSigns(List<KeyProperties> all, List<VaultSigningKey> published)
    {
        if (published.Count > 0)
            return VaultRefusal.Expired(name);
        return all.Count > 0 && all.TrueForAll(properties => properties.Enabled == false) ? VaultRefusal.Disabled(name) : VaultRefusal.Missing(name);
    }

    /// <summary>The versions in the order of their announcement. Empty when the key does not exist.</summary>
    private async Task<List<KeyProperties>> ListAsync(CancellationToken cancellationToken)
    {
        var listed = new List<KeyProperties>();
        try
        {
            await foreach (var properties in vault.GetPropertiesOfKeyVersionsAsync(name, cancellationToken))
                listed.Add(properties);
        }
        catch (RequestFailedException exception) when (exception.Status == 404)
        {
            return [];
        }

        // The vault counts whole seconds. The version decides a tie, so that all instances agree.
        return [.. listed.OrderBy(AnnouncedAt).ThenBy(properties => properties.Version, StringComparer.Ordinal)];
    }

    /// <summary>
    /// The versions that the schedule publishes, and always the version that signs. The version that signs may be an old one whose
    /// successors have expired.
    /// </summary>
    private IEnumerable<KeyProperties> Published(List<KeyProperties> listed, DateTimeOffset now)
    {
        var usable = listed.FindAll(p => !(p.NotBefore > now) && !(p.ExpiresOn <= now));
        var signing = usable.Count > 0 ? schedule.Current(usable, AnnouncedAt, now) : null;
        var published = schedule.Published(listed, AnnouncedAt, now).ToHashSet();
        return listed.Where(p => p == signing || published.Contains(p));
    }

    private DateTimeOffset AnnouncedAt(KeyProperties properties) => VaultKeyVersion.AnnouncementOf(properties, schedule);

    /// <summary>A public key never changes, so each version is fetched once. Its times may change, and are taken from the list.</summary>
    /// <returns>Null when the version has been deleted since the list was read.</returns>
    private async Task<VaultSigningKey?> ReadAsync(KeyProperties properties, VaultVersions? known, CancellationToken cancellationToken)
    {
        try
        {
            var version = known?.Find(properties.Version) ?? VaultKeyVersion.Of(
                algorithm, (await vault.GetKeyAsync(name, properties.Version, cancellationToken)).Value, schedule);
            version = version.With(properties, schedule);
            return new VaultSigningKey(version, vault.GetCryptographyClient(name, version.Version), key, time);
        }
        catch (RequestFailedException exception) when (exception.Status == 404)
        {
            return null;
        }
    }
}
