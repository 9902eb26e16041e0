using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;
using Tollgate.Domain.Keys;
using Tollgate.Domain.Sealing;

namespace Tollgate.Functions.Sealing;

/// <summary>
/// The sealing root as a secret of Key Vault. A new version of the secret rotates the root. The first use reads the newest version, in one
/// request. The instance reads the older versions when a sealed value names one of them. It keeps every version that it has read until it
/// ends, even in an outage.
/// </summary>
public sealed class VaultSealingRoots : ISealingRoots, IDisposable
{
    public const string SecretName = "sealing-root";

    /// <summary>
    /// The time after a search for an unknown number in which no other search begins. The pause is needed because any caller can make up
    /// numbers.
    /// </summary>
    internal static readonly TimeSpan Pause = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan Renewal = TimeSpan.FromHours(1);

    private readonly Lazy<VaultRootSecret> _secret;
    private readonly TimeProvider _time;
    private readonly RefreshedValue<SealingRoot> _newest;
    private readonly ConcurrentDictionary<uint, SealingRoot> _known = new();
    private readonly SemaphoreSlim _turn = new(1);
    private DateTimeOffset _notBefore = DateTimeOffset.MinValue;
    private ExceptionDispatchInfo? _failure;

    /// <param name="open">Connects at first use: a request that seals nothing does not load the library.</param>
    public VaultSealingRoots(Func<VaultRootSecret> open, TimeProvider time)
    {
        (_secret, _time) = (new(open), time);
        var freshness = new Freshness { Fresh = Renewal, Usable = TimeSpan.MaxValue, Pause = Pause, Patience = TimeSpan.FromSeconds(1) };
        // A failed renewal needs no alarm: the next renewal follows.
        _newest = new(async (_, _) => Keep(await _secret.Value.NewestAsync()), freshness, time, _ => { });
    }

    public ValueTask<SealingRoot> NewestAsync(CancellationToken cancellationToken) => _newest.GetAsync(cancellationToken);

    public async ValueTask<SealingRoot?> FindAsync(uint number, CancellationToken cancellationToken)
    {
        if (_known.TryGetValue(number, out var known))
            return known;
        var newest = await NewestAsync(cancellationToken);
        return newest.Number == number ? newest : await SearchAsync(number, cancellationToken);
    }

    public void Dispose() => _turn.Dispose();

    private async ValueTask<SealingRoot?> SearchAsync(uint number, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            if (!_known.ContainsKey(number) && _time.GetUtcNow() >= _notBefore)
                await ReadAllOnceAsync();
            if (_known.TryGetValue(number, out var found))
                return found;
            // The vault did not answer, so the version may exist.
            _failure?.Throw();
            return null;
        }
        finally
        {
            _turn.Release();
        }
    }

    private async Task ReadAllOnceAsync()
    {
        try
        {
            _failure = null;
            var before = _known.Count;
            foreach (var root in await _secret.Value.AllAsync())
                Keep(root);
            // One of the new versions may be the newest.
            if (_known.Count > before)
                _newest.Invalidate();
        }
        catch (Exception exception)
        {
            _failure = ExceptionDispatchInfo.Capture(exception);
        }

        _notBefore = _time.GetUtcNow() + Pause;
    }

    private SealingRoot Keep(SealingRoot root)
    {
        _known.TryAdd(root.Number, root);
        return root;
    }
}
