using Tollgate.Domain.Clients;
using Tollgate.Domain.Workspaces;

namespace Tollgate.Functions.Tables;

/// <summary>
/// Caches clients for <see cref="Lifetime"/>. A disabled client or a rotated secret takes effect on a warm instance after that
/// time at the latest.
/// </summary>
public sealed class CachedClientStore(ClientTable table, TimeProvider time) : IClientStore
{
    public static readonly TimeSpan Lifetime = RowCache<Client>.Lifetime;
    public static readonly TimeSpan UnknownLifetime = RowCache<Client>.UnknownLifetime;

    private readonly RowCache<Client> _cache = new(time, SizeOf);

    public ValueTask<Client?> FindAsync(Workspace workspace, string clientId, CancellationToken cancellationToken) =>
        _cache.GetAsync(workspace.Name, clientId, table.FindAsync, cancellationToken);

    private static int SizeOf(Client client) =>
        client.ClientName.Length + (client.Contact?.Length ?? 0) + client.Scope.Text.Length
        + (client.Keys?.JwkSet?.Length ?? 0) + (client.Keys?.JwksUri?.Length ?? 0)
        + client.Federated.Sum(credential => credential.JwkSet?.Length ?? 0)
        + client.RedirectUris.Sum(uri => uri.Length) + client.PostLogoutRedirectUris.Sum(uri => uri.Length);

    public void Forget(Workspace workspace, string clientId) => _cache.Remove(workspace.Name, clientId);
}
