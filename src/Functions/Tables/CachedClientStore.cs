using Microsoft.Extensions.Caching.Memory;
using Tollgate.Domain.Clients;
using Tollgate.Domain.Workspaces;

namespace Tollgate.Functions.Tables;

/// <summary>
/// Remembers clients for <see cref="Lifetime"/>, which is how late a disabled client or a rotated secret takes effect on a
/// warm instance. Unknown ids are remembered as well, for less: asking for one again and again costs nothing.
/// </summary>
public sealed class CachedClientStore(ClientTable table, TimeProvider time) : IClientStore, IDisposable
{
    public static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(30);
    public static readonly TimeSpan UnknownLifetime = TimeSpan.FromSeconds(5);

    private readonly MemoryCache _cache = new(new MemoryCacheOptions { SizeLimit = 10_000, CompactionPercentage = 0.2 });

    public ValueTask<Client?> FindAsync(Workspace workspace, string clientId, CancellationToken cancellationToken) =>
        _cache.TryGetValue((workspace.Name, clientId), out Entry? entry) && time.GetUtcNow() < entry!.ExpiresAt
            ? ValueTask.FromResult(entry.Client)
            : ReadAsync(workspace, clientId, cancellationToken);

    public void Dispose() => _cache.Dispose();

    private async ValueTask<Client?> ReadAsync(Workspace workspace, string clientId, CancellationToken cancellationToken)
    {
        var startedAt = time.GetUtcNow();
        var client = await table.FindAsync(workspace.Name, clientId, cancellationToken).ConfigureAwait(false);
        var lifetime = client is null ? UnknownLifetime : Lifetime;
        _cache.Set((workspace.Name, clientId), new Entry(client, startedAt + lifetime), new MemoryCacheEntryOptions
        {
            Size = 1,
            AbsoluteExpirationRelativeToNow = lifetime,
        });
        return client;
    }

    private sealed record Entry(Client? Client, DateTimeOffset ExpiresAt);
}
