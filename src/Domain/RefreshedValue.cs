namespace Tollgate.Domain;

/// <summary>
/// A value read from elsewhere that is served from memory while fresh, renewed in the background when older, and waited for
/// only when there is none, it is past use, or it was called invalid. At most one read is under way; a failed one is not
/// repeated within <paramref name="pause"/> while an older value still serves.
/// </summary>
/// <param name="aged">From this age on a use waits for the reading; what is known still serves where that fails.</param>
/// <param name="isPartial">Whether a value is to be renewed after the pause already.</param>
public sealed class RefreshedValue<T>(
    Func<T?, CancellationToken, Task<T>> read,
    TimeSpan fresh,
    TimeSpan usable,
    TimeSpan pause,
    TimeProvider time,
    Action<Exception> onFailure,
    TimeSpan? aged = null,
    Func<T, bool>? isPartial = null) where T : class
{
    private readonly Lock _gate = new();
    private Entry? _entry;
    private Task<T>? _reading;
    private int _readingFor;
    private DateTimeOffset _notBefore = DateTimeOffset.MinValue;
    private int _invalidations;

    public ValueTask<T> GetAsync(CancellationToken cancellationToken)
    {
        var entry = Volatile.Read(ref _entry);
        var now = time.GetUtcNow();
        if (entry is null || now - entry.ReadAt >= usable)
            return new(Read(entry).WaitAsync(cancellationToken));
        var isOutdated = entry.Invalidations != Volatile.Read(ref _invalidations);
        if (!isOutdated && now - entry.ReadAt < (isPartial?.Invoke(entry.Value) == true ? pause : fresh))
            return ValueTask.FromResult(entry.Value);
        if (now < _notBefore)
            return ValueTask.FromResult(entry.Value);
        var reading = Read(entry);
        return isOutdated || now - entry.ReadAt >= aged ? PreferAsync(reading, entry.Value, cancellationToken) : ValueTask.FromResult(entry.Value);
    }

    /// <summary>Whether there is anything to fall back on.</summary>
    public bool HasValue => Volatile.Read(ref _entry) is not null;

    /// <summary>Makes the next use read again and wait for the answer; where it fails, what is known still serves.</summary>
    public void Invalidate() => Interlocked.Increment(ref _invalidations);

    private static async ValueTask<T> PreferAsync(Task<T> reading, T known, CancellationToken cancellationToken)
    {
        await ((Task)reading).WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        cancellationToken.ThrowIfCancellationRequested();
        return reading.IsCompletedSuccessfully ? await reading.ConfigureAwait(false) : known;
    }

    private Task<T> Read(Entry? seen)
    {
        lock (_gate)
        {
            // A read may have ended since the caller looked.
            if (_entry is { } entry && !ReferenceEquals(entry, seen) && entry.Invalidations == _invalidations)
                return Task.FromResult(entry.Value);
            // A read that began before the value was called invalid may bring the same value again.
            if (_reading is null || _readingFor != _invalidations)
                (_reading, _readingFor) = (ReadOnceAsync(_invalidations), _invalidations);
            return _reading;
        }
    }

    private async Task<T> ReadOnceAsync(int invalidations)
    {
        // Leaves the lock first: a read that ends at once must not clear the field before it is set.
        await Task.Yield();
        var startedAt = time.GetUtcNow();
        try
        {
            // Callers may give up waiting; the read serves all of them and goes on.
            var value = await read(_entry?.Value, CancellationToken.None).ConfigureAwait(false);
            lock (_gate)
            {
                if (_entry is null || _entry.Invalidations <= invalidations)
                    _entry = new(value, startedAt, invalidations);
                Finish(invalidations);
            }

            return value;
        }
        catch (Exception exception)
        {
            lock (_gate)
            {
                _notBefore = time.GetUtcNow() + pause;
                Finish(invalidations);
            }

            onFailure(exception);
            throw;
        }
    }

    private void Finish(int invalidations)
    {
        if (_readingFor == invalidations)
            _reading = null;
    }

    private sealed record Entry(T Value, DateTimeOffset ReadAt, int Invalidations);
}
