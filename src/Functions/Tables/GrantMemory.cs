using Microsoft.Extensions.Caching.Memory;
using Tollgate.Domain.Grants;
using Tollgate.Domain.Workspaces;

namespace Tollgate.Functions.Tables;

/// <summary>
/// Caches the grants that this instance wrote last, for as long as devices poll and access tokens live. Its size is bounded.
/// </summary>
public sealed class GrantMemory : IGrantMemory, IDisposable
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(15);

    private readonly MemoryCache _cache = New();
    private readonly MemoryCache _doubts = New();

    public AuthorizationGrant? Recall(Workspace workspace, string grantId) =>
        _cache.TryGetValue((workspace.Name, grantId), out AuthorizationGrant? grant) ? grant : null;

    public void Remember(Workspace workspace, AuthorizationGrant grant) => _cache.Set(
        (workspace.Name, grant.Id), grant, new MemoryCacheEntryOptions { Size = SizeOf(grant), AbsoluteExpirationRelativeToNow = Lifetime });

    public void Forget(Workspace workspace, string grantId) => _cache.Remove((workspace.Name, grantId));

    public void Doubt(Workspace workspace, AuthorizationGrant written) =>
        Keep(workspace, written.Id, new Attempt(written.Redemption, IsTold: false), Lifetime);

    public bool Doubts(Workspace workspace, AuthorizationGrant found) => Find(workspace, found) is not null;

    /// <summary>Only the first answer sets the end of the doubt. Answers to further retries do not postpone it.</summary>
    public void Told(Workspace workspace, AuthorizationGrant found)
    {
        if (Find(workspace, found) is { IsTold: false } attempt)
            Keep(workspace, found.Id, attempt with { IsTold = true }, workspace.RefreshTokenGrace);
    }

    /// <summary>The client chooses the nonce, so the nonce may be long.</summary>
    private static int SizeOf(AuthorizationGrant grant) => 1 + ((grant.Nonce?.Length ?? 0) / 512);

    private Attempt? Find(Workspace workspace, AuthorizationGrant found) =>
        found.Redemption is not null
        && _doubts.TryGetValue((workspace.Name, found.Id), out Attempt? attempt)
        && attempt!.Redemption == found.Redemption
            ? attempt
            : null;

    private void Keep(Workspace workspace, string grantId, Attempt attempt, TimeSpan lifetime)
    {
        if (lifetime > TimeSpan.Zero)
            _doubts.Set((workspace.Name, grantId), attempt, new MemoryCacheEntryOptions { Size = 1, AbsoluteExpirationRelativeToNow = lifetime });
        else
            _doubts.Remove((workspace.Name, grantId));
    }

    private sealed record Attempt(string? Redemption, bool IsTold);

    private static MemoryCache New() => new(new MemoryCacheOptions { SizeLimit = 10_000, CompactionPercentage = 0.2 });

    public void Dispose()
    {
        _cache.Dispose();
        _doubts.Dispose();
    }
}
