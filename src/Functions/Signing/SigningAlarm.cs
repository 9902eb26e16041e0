using Tollgate.Domain.Events;
using Tollgate.Domain.Keys;

namespace Tollgate.Functions.Signing;

/// <summary>
/// Records once that keys cannot be used, and again only after the state has ended. Each failure in the background is an event
/// of its own.
/// </summary>
/// <param name="keys">The name of the keys in the events.</param>
internal sealed class SigningAlarm(IEvents events, string keys)
{
    private readonly HashSet<string> _raised = [];
    private readonly Dictionary<string, string> _distrusted = [];
    private readonly Queue<(string Row, string Fault)> _untrusted = [];
    private NoSigningKeyException? _untold;
    private Exception? _failure;

    /// <summary>The causes that hold now.</summary>
    public IReadOnlyList<string> Raised
    {
        get
        {
            lock (_raised)
                return [.. _raised];
        }
    }

    /// <param name="cause">One of several causes that may hold at the same time. Only the first cause is recorded.</param>
    public void Raise(string cause, NoSigningKeyException reason)
    {
        lock (_raised)
            if (_raised.Add(cause) && _raised.Count == 1)
                _untold = reason;
    }

    /// <summary>Records a failure in the background.</summary>
    public void Warn(Exception failure) => Volatile.Write(ref _failure, failure);

    /// <summary>Records, once, that a row of the signing keys does not count.</summary>
    public void Distrust(string row, string fault)
    {
        lock (_raised)
        {
            if (_distrusted.TryGetValue(row, out var before) && before == fault)
                return;
            _distrusted[row] = fault;
            _untrusted.Enqueue((row, fault));
        }
    }

    /// <summary>Records that a row counts.</summary>
    public void Trust(string row)
    {
        lock (_raised)
            _distrusted.Remove(row);
    }

    /// <summary>Ends a cause. False when it did not hold.</summary>
    public bool Clear(string cause)
    {
        lock (_raised)
            return _raised.Remove(cause);
    }

    public void Clear(IEnumerable<string> causes)
    {
        lock (_raised)
            _raised.ExceptWith(causes);
    }

    /// <summary>Runs work that a refusal can prevent. A refusal raises the cause.</summary>
    public async Task<T> WatchAsync<T>(string cause, Func<Task<T>> work)
    {
        var held = Holds(cause);
        try
        {
            var done = await work();
            // Work that began before the refusal and ends after it does not show that the refusal is over.
            if (held)
                Clear(cause);
            return done;
        }
        catch (NoSigningKeyException refusal)
        {
            Raise(cause, refusal);
            throw;
        }
    }

    private bool Holds(string cause)
    {
        lock (_raised)
            return _raised.Contains(cause);
    }

    private (string Row, string Fault)? NextUntrusted()
    {
        lock (_raised)
            return _untrusted.TryDequeue(out var next) ? next : null;
    }

    /// <summary>Records what is pending. Call this only within an invocation: the Functions host drops log lines that belong to no invocation.</summary>
    public void Tell()
    {
        if (Volatile.Read(ref _failure) is not null && Interlocked.Exchange(ref _failure, null) is { } failure)
            events.Record(new KeysFailed(keys, failure));
        if (Volatile.Read(ref _untold) is not null && Interlocked.Exchange(ref _untold, null) is { } reason)
            events.Record(new KeysUnusable(reason));
        while (NextUntrusted() is var (row, fault))
            events.Record(new KeyRowUntrusted(row, fault));
    }
}
