using Microsoft.Extensions.Logging;
using Tollgate.Domain.Keys;

namespace Tollgate.Functions.Signing;

/// <summary>
/// Tells the log once, as an error, that keys cannot be used, and again only after that has been over. Each failure in the
/// background is a warning.
/// </summary>
/// <param name="keys">What the warnings call the keys.</param>
internal sealed class SigningAlarm(ILogger logger, string keys)
{
    private readonly HashSet<string> _raised = [];
    private NoSigningKeyException? _untold;
    private Exception? _failure;

    /// <summary>The causes that hold.</summary>
    public IReadOnlyList<string> Raised
    {
        get
        {
            lock (_raised)
                return [.. _raised];
        }
    }

    /// <param name="cause">One of several that may hold at a time; the first is told.</param>
    public void Raise(string cause, NoSigningKeyException reason)
    {
        lock (_raised)
            if (_raised.Add(cause) && _raised.Count == 1)
                _untold = reason;
    }

    /// <summary>Something in the background has failed.</summary>
    public void Warn(Exception failure) => Volatile.Write(ref _failure, failure);

    /// <summary>Whether that cause did hold.</summary>
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

    /// <summary>Does something that a refusal, which it raises, keeps from being done.</summary>
    public async Task<T> WatchAsync<T>(string cause, Func<Task<T>> work)
    {
        var held = Holds(cause);
        try
        {
            var done = await work();
            // What began before the refusal and ends after it is no sign that it is over.
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

    /// <summary>Writes what is to be told. Only for use within an invocation: the Functions host drops what is logged outside of one.</summary>
    public void Tell()
    {
        if (Volatile.Read(ref _failure) is not null && Interlocked.Exchange(ref _failure, null) is { } failure)
            logger.LogWarning(failure, "{Keys} could not be read, made or opened", keys);
        if (Volatile.Read(ref _untold) is not null && Interlocked.Exchange(ref _untold, null) is { } reason)
            logger.LogError(reason, "{Reason}", reason.Message);
    }
}
