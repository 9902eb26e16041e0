using System.Collections.Concurrent;
using System.Net;

namespace Tollgate.TestKit.KeyVault;

/// <summary>What the vault does wrong: the next answers, how long it takes, whether it is there at all.</summary>
public sealed class VaultFaults
{
    private readonly ConcurrentQueue<(HttpStatusCode Status, TimeSpan? RetryAfter)> _next = new();

    /// <summary>How long the vault takes before it answers.</summary>
    public TimeSpan Latency { get; set; }

    /// <summary>Whether every connection is aborted.</summary>
    public bool Down { get; set; }

    /// <summary>An operation that the caller has no right to, as <see cref="KeyVaultServer.Count"/> names it.</summary>
    public string? Forbidden { get; set; }

    /// <summary>The key that the caller has no right to; all where null.</summary>
    public string? ForbiddenKey { get; set; }

    internal void Add(int requests, HttpStatusCode status, TimeSpan? retryAfter)
    {
        for (var i = 0; i < requests; i++)
        {
            _next.Enqueue((status, retryAfter));
        }
    }

    /// <summary>Forgets the failures that have not been answered yet, and ends all others.</summary>
    public void Clear()
    {
        _next.Clear();
        (Forbidden, ForbiddenKey) = (null, null);
        Latency = TimeSpan.Zero;
        Down = false;
    }

    internal VaultError? Next() => _next.TryDequeue(out var fault)
        ? new VaultError(fault.Status, CodeOf(fault.Status), "The test asked for this failure.") { RetryAfter = fault.RetryAfter }
        : null;

    private static string CodeOf(HttpStatusCode status) =>
        status == HttpStatusCode.TooManyRequests ? "Throttled" : status.ToString();
}
