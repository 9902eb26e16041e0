using System.Collections.Concurrent;
using Azure.Security.KeyVault.Keys;
using Tollgate.Domain.Events;
using Tollgate.Domain.Keys;

namespace Tollgate.Functions.Signing;

/// <summary>
/// One key of the vault, which signs with one algorithm. It reads its list of versions again at the times that <see cref="KeySchedule"/>
/// gives. When the vault answers that the key is disabled or deleted, this answer replaces the list. When the vault does not answer, the
/// last list stays in use.
/// </summary>
internal sealed class VaultKey
{
    private const string NoneSigns = "none signs";
    private const string Refused = "refused";
    private const string Unread = "unread";

    private readonly string _algorithm;
    private readonly TimeProvider _time;
    private readonly SigningAlarm _alarm;
    private readonly RefreshedValue<VaultVersions> _versions;
    private readonly RefreshedValue<KeySet> _former;
    private readonly ConcurrentDictionary<string, PublicKey> _formerKeys = new();
    private UnreadKey? _unread;

    public VaultKey(KeyClient vault, string algorithm, string name, KeySchedule schedule, TimeProvider time, IEvents events)
    {
        (_algorithm, _time, _alarm) = (algorithm, time, new SigningAlarm(events, $"The versions of the vault's key {name}"));
        var reader = new VaultVersionsReader(vault, algorithm, name, schedule, time, this);
        _versions = new(reader.ReadAsync, VaultClient.FreshnessBy(schedule), time, OnFailure) { OnRead = OnRead };
        _former = new((_, token) => ReadFormerAsync(reader, token), VaultClient.FreshnessBy(schedule), time, OnFailure);
    }

    public async ValueTask<SigningKey> CurrentAsync(CancellationToken cancellationToken)
    {
        var versions = await GetAsync(cancellationToken);
        if (versions.CurrentAt(_time.GetUtcNow()) is { } current)
            return current;
        _alarm.Raise(NoneSigns, versions.None);
        _alarm.Tell();
        throw new NoSigningKeyException(versions.None.Message);
    }

    /// <summary>When the first version was announced. Null without versions.</summary>
    public async ValueTask<DateTimeOffset?> FirstAnnouncedAtAsync(CancellationToken cancellationToken) =>
        (await GetAsync(cancellationToken)).FirstAnnouncedAt;

    public async ValueTask<KeySet> PublishedAsync(CancellationToken cancellationToken) =>
        (await GetAsync(cancellationToken)).PublishedAt(_time.GetUtcNow());

    /// <summary>As <see cref="PublishedAsync"/>. When the app may not read the key and has no list of it, returns a set with the refusal.</summary>
    public async ValueTask<KeySet> KnownAsync(CancellationToken cancellationToken)
    {
        // Requests for other algorithms must not ask the vault for this key each time.
        if (Volatile.Read(ref _unread) is { } unread && _time.GetUtcNow() < unread.Until)
            return unread.Set;
        try
        {
            return await PublishedAsync(cancellationToken);
        }
        catch (NoSigningKeyException refusal)
        {
            unread = new UnreadKey(KeySet.Unread(_algorithm, refusal), _time.GetUtcNow() + VaultClient.Pause);
            Volatile.Write(ref _unread, unread);
            return unread.Set;
        }
    }

    /// <summary>
    /// The versions that only verify hints. The vault is asked for each version once, and only when a hint names a key that is not
    /// published. So no token waits for the vault.
    /// </summary>
    public ValueTask<KeySet> FormerAsync(CancellationToken cancellationToken) => _former.GetAsync(cancellationToken);

    internal async Task<byte[]> SignAsync(Func<Task<byte[]>> sign)
    {
        try
        {
            return await _alarm.WatchAsync(Refused, sign);
        }
        catch (NoSigningKeyException)
        {
            // The version was disabled, expired or deleted since the list was read. The next request reads the list again.
            _versions.Invalidate();
            _alarm.Tell();
            throw;
        }
    }

    private async ValueTask<VaultVersions> GetAsync(CancellationToken cancellationToken)
    {
        // Log what a read in the background has found since the last use.
        _alarm.Tell();
        try
        {
            return await _versions.GetAsync(cancellationToken);
        }
        finally
        {
            _alarm.Tell();
        }
    }

    private async Task<KeySet> ReadFormerAsync(VaultVersionsReader reader, CancellationToken cancellationToken)
    {
        var keys = new List<PublicKey>();
        foreach (var version in (await GetAsync(cancellationToken)).Former)
        {
            if (!_formerKeys.TryGetValue(version, out var key) && (key = await reader.ReadFormerAsync(version, cancellationToken)) is not null)
                _formerKeys[version] = key;
            if (key is not null)
                keys.Add(key);
        }

        return new KeySet(keys, TimeSpan.Zero);
    }

    private void OnFailure(Exception exception)
    {
        if (exception is NoSigningKeyException refusal)
            _alarm.Raise(Unread, refusal);
        else
            _alarm.Warn(exception);
    }

    /// <summary>
    /// A key that never signed here raises the alarm only when a signature is wanted: a mode that is only published may lack the
    /// key.
    /// </summary>
    private void OnRead(VaultVersions? before, VaultVersions now)
    {
        Volatile.Write(ref _unread, null);
        _alarm.Clear(Unread);
        if (!now.CouldSign && before?.CouldSign == true)
            _alarm.Raise(NoneSigns, now.None);
        else if (now.CouldSign && _alarm.Clear(NoneSigns))
            _alarm.Clear(Refused);
    }

    private sealed record UnreadKey(KeySet Set, DateTimeOffset Until);
}
