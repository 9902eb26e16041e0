using Microsoft.Extensions.Caching.Memory;
using Tollgate.Domain.Devices;
using Tollgate.Domain.Grants;

namespace Tollgate.Functions.Tables;

/// <summary>The last poll of each device at this instance, for as long as devices poll; bounded.</summary>
public sealed class PollMemory : IPollMemory, IDisposable
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(2);

    private readonly MemoryCache _cache = new(new MemoryCacheOptions { SizeLimit = 10_000, CompactionPercentage = 0.2 });

    public AuthorizationGrant? Recall(string grantId) => _cache.TryGetValue(grantId, out AuthorizationGrant? grant) ? grant : null;

    public void Remember(AuthorizationGrant grant) =>
        _cache.Set(grant.Id, grant, new MemoryCacheEntryOptions { Size = 1, SlidingExpiration = Lifetime });

    public void Forget(string grantId) => _cache.Remove(grantId);

    public void Dispose() => _cache.Dispose();
}
