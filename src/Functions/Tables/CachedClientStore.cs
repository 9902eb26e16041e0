using Tollgate.Domain.Clients;
using Tollgate.Domain.Workspaces;

namespace Tollgate.Functions.Tables;

/// <summary>
/// Clients, remembered for <see cref="Lifetime"/>, which is how late a disabled client or a rotated secret takes effect on a
/// warm instance.
/// </summary>
public sealed class CachedClientStore(ClientTable table, TimeProvider time) : IClientStore
{
    public static readonly TimeSpan Lifetime = RowCache<Client>.Lifetime;
    public static readonly TimeSpan UnknownLifetime = RowCache<Client>.UnknownLifetime;

    private readonly RowCache<Client> _cache = new(time);

    public ValueTask<Client?> FindAsync(Workspace workspace, string clientId, CancellationToken cancellationToken) =>
        _cache.GetAsync(workspace.Name, clientId, table.FindAsync, cancellationToken);

    /// <summary>The next look reads the row again.</summary>
    public void Forget(Workspace workspace, string clientId) => _cache.Remove(workspace.Name, clientId);
}
