using Tollgate.Domain.Keys;

namespace Tollgate.Functions.Signing;

/// <summary>The versions of one vault key that are published, as they were read at one time; none where the vault says that there is none.</summary>
/// <param name="none">Why none may sign, where none may.</param>
internal sealed class VaultVersions(IReadOnlyList<VaultSigningKey> keys, NoSigningKeyException none, KeySchedule schedule, DateTimeOffset readAt)
{
    private readonly KeySet _published = new([.. keys.Select(key => key.PublicKey)], schedule.MaxAge);

    public NoSigningKeyException None => none;

    /// <summary>Whether there was one to sign with when this was read.</summary>
    public bool CouldSign => CanSignAt(readAt);

    public VaultSigningKey? CurrentAt(DateTimeOffset now)
    {
        var usable = keys.Where(key => key.Version.CanSign(now)).ToList();
        return usable.Count > 0 ? schedule.Current(usable, key => key.Version.AnnouncedAt, now) : null;
    }

    /// <summary>Without a version that may sign, the next one signs unannounced: until then nobody keeps the set.</summary>
    public KeySet PublishedAt(DateTimeOffset now) =>
        CanSignAt(now) ? _published.ReadAgo(now - readAt, schedule) : _published.Unkept;

    public VaultKeyVersion? Find(string version) => keys.FirstOrDefault(key => key.Version.Version == version)?.Version;

    /// <summary>Asked at each verification of a token.</summary>
    private bool CanSignAt(DateTimeOffset now)
    {
        for (var i = 0; i < keys.Count; i++)
            if (keys[i].Version.CanSign(now))
                return true;
        return false;
    }
}
