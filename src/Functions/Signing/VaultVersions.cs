using Tollgate.Domain.Keys;

namespace Tollgate.Functions.Signing;

/// <summary>The published versions of one vault key, as read at one time. Empty when the vault answers that the key has no versions.</summary>
/// <param name="former">The versions that only verify hints.</param>
/// <param name="first">When the first version was announced, even if it has been disabled since. Null without versions.</param>
/// <param name="none">The reason when no version may sign.</param>
internal sealed class VaultVersions(
    IReadOnlyList<VaultSigningKey> keys,
    IReadOnlyList<string> former,
    DateTimeOffset? first,
    NoSigningKeyException none,
    KeySchedule schedule,
    DateTimeOffset readAt)
{
    private readonly KeySet _published = new([.. keys.Select(key => key.PublicKey)], schedule.MaxAge);

    public IReadOnlyList<string> Former => former;

    public DateTimeOffset? FirstAnnouncedAt => first;

    public NoSigningKeyException None => none;

    /// <summary>Whether a version could sign when the list was read.</summary>
    public bool CouldSign => CanSignAt(readAt);

    public VaultSigningKey? CurrentAt(DateTimeOffset now)
    {
        var usable = keys.Where(key => key.Version.CanSign(now)).ToList();
        return usable.Count > 0 ? schedule.Current(usable, key => key.Version.AnnouncedAt, now) : null;
    }

    /// <summary>When no version may sign, the next version signs without announcement. Until then verifiers may not cache the set.</summary>
    public KeySet PublishedAt(DateTimeOffset now) =>
        CanSignAt(now) ? _published.ReadAgo(now - readAt, schedule) : _published.Unkept;

    public VaultKeyVersion? Find(string version) => keys.FirstOrDefault(key => key.Version.Version == version)?.Version;

    /// <summary>This is a loop and not LINQ, because every verification of a token runs it.</summary>
    private bool CanSignAt(DateTimeOffset now)
    {
        for (var i = 0; i < keys.Count; i++)
            if (keys[i].Version.CanSign(now))
                return true;
        return false;
    }
}
