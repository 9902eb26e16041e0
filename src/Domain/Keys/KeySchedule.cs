namespace Tollgate.Domain.Keys;

/// <summary>
/// Which versions of a key sign and which are published, by the clock alone, so that every instance decides the same.
/// A version is published as soon as it is seen, signs after <see cref="Announcement"/>, and stays published until the last
/// token that it can have signed has expired.
/// </summary>
public sealed record KeySchedule
{
    /// <summary>From the making of a version to its first signature.</summary>
    public TimeSpan Announcement { get; init; } = TimeSpan.FromHours(1);

    /// <summary>How old an instance's list of versions grows before it is read again in the background.</summary>
    public TimeSpan Refresh { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>
    /// How old the list grows before a use waits for the next reading. So long after a key was disabled, deleted or revoked no
    /// instance that can read the list takes its tokens, not even one that was idle.
    /// </summary>
    public TimeSpan Withdrawal { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>
    /// How long after its beginning a use waits for that reading when one has just failed. In an outage what is known serves then.
    /// Without a failure the wait is as long as the vault has for its answer.
    /// </summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How far the clocks of instances may differ.</summary>
    public TimeSpan Leeway { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>How old that list may be used when it cannot be read again.</summary>
    public TimeSpan Staleness { get; init; } = TimeSpan.FromHours(6);

    /// <summary>The age at which a key that this server makes itself gets a successor. Keys in the vault follow the vault's own policy.</summary>
    public TimeSpan RotateAfter { get; init; } = TimeSpan.FromDays(30);

    /// <summary>How long verifiers may keep the JWK Set: they read it again before a version that they lack can sign.</summary>
    public TimeSpan MaxAge { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>The longest life of a token plus the clock skew that verifiers allow.</summary>
    public TimeSpan TokenLifetime { get; init; } = TimeSpan.FromHours(25);

    /// <summary>
    /// How old the list may be for verifiers to keep what it says: a version that came since signs only after they read it again.
    /// </summary>
    public TimeSpan Keepable => Announcement - MaxAge - Leeway;

    /// <summary>The versions (in order of creation) that are published at <paramref name="now"/>.</summary>
    public IEnumerable<T> Published<T>(IReadOnlyList<T> versions, Func<T, DateTimeOffset> createdAt, DateTimeOffset now)
    {
        for (var i = 0; i < versions.Count; i++)
            if (i == versions.Count - 1 || now < createdAt(versions[i + 1]) + Announcement + Staleness + TokenLifetime)
                yield return versions[i];
    }

    /// <summary>Whether what a superseded version signs at <paramref name="now"/> expires before it leaves the JWK Set.</summary>
    /// <param name="next">When its next version was made.</param>
    public bool MaySignStill(DateTimeOffset next, DateTimeOffset now) => now < next + Announcement + Staleness;

    /// <summary>The newest version that has been announced for long enough; the oldest where none has: a first key has nobody to warn.</summary>
    public T Current<T>(IReadOnlyList<T> versions, Func<T, DateTimeOffset> createdAt, DateTimeOffset now)
    {
        var current = versions[0];
        foreach (var version in versions)
            if (createdAt(version) + Announcement <= now)
                current = version;
        return current;
    }
}
