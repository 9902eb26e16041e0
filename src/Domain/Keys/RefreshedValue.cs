namespace Tollgate.Domain.Keys;

/// <summary>
/// A cached copy of a value that is read from elsewhere. A fresh value comes from memory, and an older one is renewed in the
/// background. A use waits for a read only when there is no value, or when the value is aged, unusable or invalidated. Concurrent
/// uses share one read; only <see cref="Invalidate"/> starts another one beside it. After a failed read no other begins within
/// the pause while an older value still serves.
/// </summary>
public sealed class RefreshedValue<T>(Func<T?, CancellationToken, Task<T>> read, Freshness freshness, TimeProvider time, Action<Exception> onFailure)
    where T : class
{
    private readonly Lock _gate = new();
    private Entry? _entry;
    private Reading? _reading;
    private DateTimeOffset _notBefore = DateTimeOffset.MinValue;
    private int _invalidations;

    /// <summary>Whether a value is incomplete. An incomplete value is renewed sooner: after <see cref="Freshness.Pause"/>.</summary>
    public Func<T, bool>? IsPartial { get; init; }

    /// <summary>Called after a read with the previous value and the new value. The new value already serves.</summary>
    public Action<T?, T>? OnRead { get; init; }

    public ValueTask<T> GetAsync(CancellationToken cancellationToken)
    {
        var entry = Volatile.Read(ref _entry);
        var now = time.GetUtcNow();
        if (entry is null || now - entry.ReadAt >= freshness.Usable)
            return new(Read(entry).Value.WaitAsync(cancellationToken));
        var isOutdated = entry.Invalidations != Volatile.Read(ref _invalidations);
        if (!isOutdated && now - entry.ReadAt < (IsPartial?.Invoke(entry.Value) == true ? freshness.Pause : freshness.Fresh))
            return ValueTask.FromResult(entry.Value);
        if (now < _notBefore)
            return ValueTask.FromResult(entry.Value);
        var reading = Read(entry);
        if (now - entry.ReadAt >= freshness.Aged)
            return PreferAsync(reading, entry.Value, PatienceWithAgedAt(now), cancellationToken);
        return isOutdated ? PreferAsync(reading, entry.Value, freshness.Patience, cancellationToken) : ValueTask.FromResult(entry.Value);
    }

    /// <summary>
    /// The known value, without a wait, even if it was invalidated. Null when there is none that is usable. Begins the read that a use would
    /// wait for.
    /// </summary>
    public T? GetKnown()
    {
        var entry = Volatile.Read(ref _entry);
        var now = time.GetUtcNow();
        if (entry is null || now - entry.ReadAt >= freshness.Usable)
            return null;
        if (now >= _notBefore && (now - entry.ReadAt >= freshness.Fresh || entry.Invalidations != Volatile.Read(ref _invalidations)))
            _ = Read(entry);
        return entry.Value;
    }

    /// <summary>Whether a read has succeeded before.</summary>
    public bool HasValue => Volatile.Read(ref _entry) is not null;

    /// <summary>Makes the next use read again and wait for the answer. The known value still serves when the read fails.</summary>
    public void Invalidate() => Interlocked.Increment(ref _invalidations);

    private TimeSpan? PatienceWithAgedAt(DateTimeOffset now) =>
        freshness.AgedPatience is not null && now - _notBefore >= freshness.Aged ? freshness.AgedPatience : freshness.Patience;

    private async ValueTask<T> PreferAsync(Reading reading, T known, TimeSpan? patience, CancellationToken cancellationToken)
    {
        await ((Task)reading.Value).WaitAsync(LeftFor(reading, patience), time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        cancellationToken.ThrowIfCancellationRequested();
        return reading.Value.IsCompletedSuccessfully ? await reading.Value : known;
    }

    private TimeSpan LeftFor(Reading reading, TimeSpan? patience)
    {
        if (patience is not { } most)
            return Timeout.InfiniteTimeSpan;
        var left = reading.BegunAt + most - time.GetUtcNow();
        return left > TimeSpan.Zero ? left : TimeSpan.Zero;
    }

    private Reading Read(Entry? seen)
    {
        lock (_gate)
        {
            // A read may have ended since the caller looked.
            if (_entry is { } entry && !ReferenceEquals(entry, seen) && entry.Invalidations == _invalidations)
                return new Reading(Task.FromResult(entry.Value), entry.ReadAt, entry.Invalidations);
            // A read that began before the invalidation may return the invalid value again.
            if (_reading is null || _reading.Invalidations != _invalidations)
            {
                var begunAt = time.GetUtcNow();
                _reading = new Reading(ReadOnceAsync(begunAt, _invalidations), begunAt, _invalidations);
            }

            return _reading;
        }
    }

    private async Task<T> ReadOnceAsync(DateTimeOffset begunAt, int invalidations)
    {
        // Leaves the lock first: a read that ends at once must not clear the field before it is set.
        await Task.Yield();
        try
        {
            // Callers may give up waiting; the read serves all of them and goes on.
            var value = await read(_entry?.Value, CancellationToken.None);
            if (TryKeep(new Entry(value, begunAt, invalidations), out var before))
                OnRead?.Invoke(before, value);
            return value;
        }
        catch (Exception exception)
        {
            lock (_gate)
            {
                _notBefore = time.GetUtcNow() + freshness.Pause;
                Finish(invalidations);
            }

            onFailure(exception);
            throw;
        }
    }

    private bool TryKeep(Entry entry, out T? before)
    {
        lock (_gate)
        {
            Finish(entry.Invalidations);
            before = _entry?.Value;
            if (_entry?.Invalidations > entry.Invalidations)
                return false;
            _entry = entry;
            return true;
        }
    }

    private void Finish(int invalidations)
    {
        if (_reading?.Invalidations == invalidations)
            _reading = null;
    }

    private sealed record Entry(T Value, DateTimeOffset ReadAt, int Invalidations);

    private sealed record Reading(Task<T> Value, DateTimeOffset BegunAt, int Invalidations);
}
