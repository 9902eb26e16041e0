using System.Collections.Concurrent;
using System.Net;

namespace Tollgate.TestKit.KeyVault;

/// <summary>The planned faults of the vault: failed answers, latency, missing rights, and outages.</summary>
public sealed class VaultFaults
{
    private readonly ConcurrentQueue<(HttpStatusCode Status, TimeSpan? RetryAfter)> _next = new();

    /// <summary>How long the vault takes before it answers.</summary>
    public TimeSpan Latency { get; set; }

    /// <summary>Whether every connection is aborted.</summary>
    public bool Down { get; set; }

    /// <summary>An operation that the caller may not perform, with the name that <see cref="KeyVaultServer.Count"/> uses.</summary>
    public string? Forbidden { get; set; }

    /// <summary>The key on which the caller may not perform the operation. If null, this applies to all keys.</summary>
    public string? ForbiddenKey { get; set; }

    internal void Add(int requests, HttpStatusCode status, TimeSpan? retryAfter)
    {
        for (var i = 0; i < requests; i++)
        {
            _next.Enqueue((status, retryAfter));
        }
    }

    /// <summary>Removes all planned failures and ends all other faults.</summary>
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
