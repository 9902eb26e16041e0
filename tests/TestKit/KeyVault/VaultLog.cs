using System.Collections.Concurrent;

namespace Tollgate.TestKit.KeyVault;

/// <summary>The requests that the vault answered, in order, refused ones included.</summary>
public sealed class VaultLog
{
    private readonly ConcurrentQueue<VaultRequest> _requests = new();

    public IReadOnlyList<VaultRequest> Requests => [.. _requests];

    /// <summary>How often an operation succeeded. Challenges, throttling and failures are in <see cref="Requests"/> only.</summary>
    public int Count(string operation) => _requests.Count(request => request.Operation == operation && request.Status == 200);

    public void Clear() => _requests.Clear();

    internal void Add(VaultRequest request) => _requests.Enqueue(request);
}
