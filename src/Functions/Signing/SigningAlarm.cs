using Microsoft.Extensions.Logging;
using Tollgate.Domain.Keys;

namespace Tollgate.Functions.Signing;

/// <summary>
/// Logs once, as an error, that keys cannot be used. It logs that again only after the state has ended. Each failure in the
/// background is a warning.
/// </summary>
/// <param name="keys">The name of the keys in the warnings.</param>
internal sealed class SigningAlarm(ILogger logger, string keys)
{
    /// <summary>Alerts are made on this id, so it stays.</summary>
    internal static readonly EventId UntrustedRow = new(1301, nameof(UntrustedRow));

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

    /// <param name="cause">One of several causes that may hold at the same time. The first one is logged.</param>
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

    /// <summary>Logs what is pending. Call it only within an invocation: the Functions host drops log lines from outside.</summary>
    public void Tell()
    {
        if (Volatile.Read(ref _failure) is not null && Interlocked.Exchange(ref _failure, null) is { } failure)
            logger.LogWarning(failure, "{Keys} could not be read, made or opened", keys);
        if (Volatile.Read(ref _untold) is not null && Interlocked.Exchange(ref _untold, null) is { } reason)
            logger.LogError(reason, "{Reason}", reason.Message);
        while (NextUntrusted() is var (row, fault))
            logger.LogError(
                UntrustedRow, "The row {Row} of the signing keys {Fault}. It is neither published nor used. Look who can write to the tables", row, fault);
    }
}
