using System.Collections.Concurrent;

namespace Tollgate.TestKit.KeyVault;

/// <summary>The requests that the vault answered, in order, including those that it refused.</summary>
public sealed class VaultLog
{
    private readonly ConcurrentQueue<VaultRequest> _requests = new();

    public IReadOnlyList<VaultRequest> Requests => [.. _requests];

    /// <summary>The number of successful requests for an operation. Challenges, throttling and failures appear only in <see cref="Requests"/>.</summary>
    public int Count(string operation) => _requests.Count(request => request.Operation == operation && request.Status == 200);

    public void Clear() => _requests.Clear();

    internal void Add(VaultRequest request) => _requests.Enqueue(request);
}
