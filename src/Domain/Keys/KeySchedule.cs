namespace Tollgate.Domain.Keys;

/// <summary>
/// Decides by the clock alone which versions of a key sign and which are published, so that all instances agree. A version is
/// published as soon as it is seen. It signs after <see cref="Announcement"/>. It stays published until the last token that it
/// may have signed has expired.
/// </summary>
public sealed record KeySchedule
{
    /// <summary>The time between the creation of a version and its first signature.</summary>
    public TimeSpan Announcement { get; init; } = TimeSpan.FromHours(1);

    /// <summary>The age at which an instance reads its list of versions again in the background.</summary>
    public TimeSpan Refresh { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>
    /// The age at which a use waits for the list to be read again. This long after a key was disabled, deleted or revoked, no instance
    /// that can read the list accepts its tokens, not even an instance that was idle.
    /// </summary>
    public TimeSpan Withdrawal { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>
    /// How long a use waits for the list at the age <see cref="Withdrawal"/> when an earlier read has just failed. The time counts from
    /// the start of the read. After this time, the known list serves. Without a failure the wait is as long as the vault's timeout.
    /// </summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How far the clocks of instances may differ.</summary>
    public TimeSpan Leeway { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>The maximum age of the list while it cannot be read again.</summary>
    public TimeSpan Staleness { get; init; } = TimeSpan.FromHours(6);

    /// <summary>The age at which a key that this server makes gets a successor. Keys in the vault follow the vault's own policy.</summary>
    public TimeSpan RotateAfter { get; init; } = TimeSpan.FromDays(30);

    /// <summary>How long verifiers may cache the JWK Set. They read it again before a version that they lack can sign.</summary>
    public TimeSpan MaxAge { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>The longest life of a token plus the clock skew that verifiers allow.</summary>
    public TimeSpan TokenLifetime { get; init; } = TimeSpan.FromHours(25);

    /// <summary>How long after its last signature a key verifies the id_token_hint of a client.</summary>
    public TimeSpan HintLifetime { get; init; } = TimeSpan.FromDays(90);

    /// <summary>
    /// The maximum age of a list that verifiers may cache. They then read it again before a version that was made since can sign.
    /// </summary>
    public TimeSpan Keepable => Announcement - MaxAge - Leeway;

    /// <summary>The versions (in order of creation) that are published at <paramref name="now"/>.</summary>
    public IEnumerable<T> Published<T>(IReadOnlyList<T> versions, Func<T, DateTimeOffset> createdAt, DateTimeOffset now)
    {
        for (var i = 0; i < versions.Count; i++)
            if (i == versions.Count - 1 || now < createdAt(versions[i + 1]) + Announcement + Staleness + TokenLifetime)
                yield return versions[i];
    }

    /// <summary>The versions (in order of creation) that are not published at <paramref name="now"/>, but still verify hints.</summary>
    public IEnumerable<T> Former<T>(IReadOnlyList<T> versions, Func<T, DateTimeOffset> createdAt, DateTimeOffset now)
    {
        for (var i = 0; i < versions.Count - 1; i++)
            if (createdAt(versions[i + 1]) + Announcement + Staleness is var end && end + TokenLifetime <= now && now < end + HintLifetime)
                yield return versions[i];
    }

    /// <summary>
    /// Whether a superseded version may still sign at <paramref name="now"/>: the token expires before the version leaves the JWK
    /// Set.
    /// </summary>
    /// <param name="next">When its successor was made.</param>
    public bool MaySignStill(DateTimeOffset next, DateTimeOffset now) => now < next + Announcement + Staleness;

    /// <summary>
    /// Whether verifiers know an algorithm at <paramref name="now"/>: its first key has been announced for long enough, or no JWK Set
    /// was ever without it.
    /// </summary>
    /// <param name="first">When the first key of the algorithm was made.</param>
    /// <param name="oldest">When the first key of any algorithm was made. A deployment makes its first keys within the leeway.</param>
    /// <param name="since">For verifiers that have read no JWK Set before this time. Null for all verifiers.</param>
    public bool IsAnnounced(DateTimeOffset first, DateTimeOffset oldest, DateTimeOffset? since, DateTimeOffset now) =>
        first + Announcement <= now || first <= oldest + Leeway || first <= since;

    /// <summary>
    /// The newest version that has been announced for long enough. If no version has, the oldest version, because the first key needs no
    /// announcement.
    /// </summary>
    public T Current<T>(IReadOnlyList<T> versions, Func<T, DateTimeOffset> createdAt, DateTimeOffset now)
    {
        var current = versions[0];
        foreach (var version in versions)
            if (createdAt(version) + Announcement <= now)
                current = version;
        return current;
    }
}
